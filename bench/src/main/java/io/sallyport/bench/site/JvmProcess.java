package io.sallyport.bench.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A main class of this class path as a process of its own, with the same JVM settings whatever it
 * is. It ends with this JVM at the latest, and is only ever ended by its own process id.
 */
public final class JvmProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final String READY = "\"message\":\"ready\"";
  private static final List<String> FLAGS =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Process process;
  private final Path log;

  private JvmProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts {@code main} with one argument and does not wait; its log is {@code home/log}. */
  public static JvmProcess launch(Path home, Class<?> main, Path argument) {
    return launch(home, FLAGS, main, argument);
  }

  /** The same with other settings of its JVM. */
  public static JvmProcess launch(Path home, List<String> flags, Class<?> main, Path argument) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    try {
      Path tmp = Files.createDirectories(home.resolve("tmp"));
      command.add("-Djava.io.tmpdir=" + tmp);
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
      command.add(argument.toString());
      Path log = home.resolve("log");
      Files.deleteIfExists(log);
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      Process process = builder.redirectOutput(log.toFile()).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new JvmProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it says that it is ready. */
  public JvmProcess awaitReady() throws InterruptedException {
    long giveUp = System.nanoTime() + START.toNanos();
    while (!log().contains(READY)) {
      if (!process.isAlive() || System.nanoTime() > giveUp) {
        throw new IllegalStateException("the process did not start: " + log());
      }
      Thread.sleep(POLL);
    }
    return this;
  }

  /** {@code kill -9}, by its process id. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Processor time that it has had. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Memory of it that is in the machine's, in KiB. */
  public long residentKib() {
    String name = "VmRSS:";
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      String line = lines.filter(each -> each.startsWith(name)).findFirst().orElse(name + " 0 kB");
      return Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it wrote. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGTERM, and SIGKILL if that does not help. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
