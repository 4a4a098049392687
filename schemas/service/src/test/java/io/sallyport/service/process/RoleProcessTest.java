package io.sallyport.service.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.service.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoleProcessTest {
  @TempDir private Path directory;

  /** A role that needs nothing but its file, and notes that it was closed. */
  static final class Sample {
    private Sample() {}

    public static void main(String[] arguments) {
      RoleProcess.run(
          "sample",
          arguments,
          config -> {
            ConfigFile.readOne(config, "Sample");
            Thread work = Thread.ofPlatform().start(Sample::waits);
            return () -> {
              note(config.resolveSibling("closed"));
              work.interrupt();
            };
          });
    }

    private static void waits() {
      try {
        TimeUnit.MINUTES.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void note(Path file) {
      try {
        Files.writeString(file, "yes");
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private Process launch(String... arguments) throws IOException {
    return launch(Sample.class, arguments);
  }

  private Process launch(Class<?> role, String... arguments) throws IOException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                role.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(directory.resolve("stderr").toFile()).start();
  }

  private String errors() throws IOException {
    return Files.readString(directory.resolve("stderr"));
  }

  @Test
  void endsCleanlyWhenToldTo() throws Exception {
    Path config = directory.resolve("config.yaml");
    Files.writeString(config, "apiVersion: sallyport/v1\nkind: Sample\nspec: {}\n");
    Process process = launch(config.toString());
    awaitReady(process);

    process.destroy();

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(directory.resolve("closed")).exists();
  }

  private void awaitReady(Process process) throws Exception {
    for (int tries = 0; tries < 200 && !errors().contains("\"message\":\"ready\""); tries++) {
      assertThat(process.waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Test
  void saysInOneLineWhyItCannotStart() throws Exception {
    Path config = directory.resolve("config.yaml");
    Files.writeString(config, "apiVersion: sallyport/v1\nkind: [Sample\n");

    Process process = launch(config.toString());

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(errors().lines()).hasSize(1);
    assertThat(errors()).contains("cannot start: " + config + ":3:1");
  }

  @Test
  void needsItsConfigurationFile() throws Exception {
    Process process = launch();

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(errors()).contains("needs one argument");
  }

  /** A role whose start has a bug, after it has begun to work. */
  static final class Broken {
    private Broken() {}

    public static void main(String[] arguments) {
      RoleProcess.run(
          "broken",
          arguments,
          config -> {
            Thread.ofPlatform().start(Sample::waits);
            throw new NumberFormatException(config.toString());
          });
    }
  }

  @Test
  void endsInOneLineWhenItsStartHasABug() throws Exception {
    Process process = launch(Broken.class, "config");

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(errors().lines()).hasSize(1);
    assertThat(errors()).contains("\"message\":\"a thread ended by a bug\"");
  }

  /** A role that is never ready, and says so when a file is there or when it is closed. */
  static final class Slow implements RoleProcess.Running {
    private final Path config;
    private final Thread main = Thread.currentThread();
    private volatile boolean isClosed;

    private Slow(Path config) {
      this.config = config;
    }

    public static void main(String[] arguments) {
      RoleProcess.run("slow", arguments, Slow::new);
    }

    @Override
    public void awaitReady() {
      Sample.note(config.resolveSibling("begun"));
      while (!Files.exists(config.resolveSibling("fail"))) {
        if (isClosed) {
          throw new StartException("closed while it started");
        }
        Thread.onSpinWait();
      }
      throw new StartException("nothing moved");
    }

    @Override
    public void close() {
      isClosed = true;
      if (!Files.exists(config.resolveSibling("fail"))) {
        Awaitility.await().until(() -> main.getState() == Thread.State.BLOCKED);
      }
      Sample.note(config.resolveSibling("closed"));
    }
  }

  @Test
  void closesWhatHasBegunWhenToldToEndBeforeItIsReady() throws Exception {
    Process process = launch(Slow.class, directory.resolve("config.yaml").toString());
    Awaitility.await().until(() -> Files.exists(directory.resolve("begun")));

    process.destroy();

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(directory.resolve("closed")).exists();
    assertThat(errors()).isEmpty();
  }

  @Test
  void closesWhatHasBegunWhenItCannotBeReady() throws Exception {
    Files.createFile(directory.resolve("fail"));

    Process process = launch(Slow.class, directory.resolve("config.yaml").toString());

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(directory.resolve("closed")).exists();
    assertThat(errors().lines()).hasSize(1);
    assertThat(errors()).contains("cannot start: nothing moved");
  }

  @Test
  void noticesACloseThatHangs() {
    assertThat(RoleProcess.closes(() -> Sample.waits())).isFalse();
  }
}
