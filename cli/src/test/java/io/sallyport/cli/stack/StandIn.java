package io.sallyport.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * A quickstart of the tests' own, in a project of their own: it writes down how it was called
 * ({@code called}, {@code flags}) and that it was ended ({@code ended}).
 */
public final class StandIn {
  private static final String SOURCE =
      """
      package io.sallyport.quickstart;
      import java.lang.management.ManagementFactory;
      import java.nio.file.*;
      public final class QuickstartMain {
        public static void main(String[] args) throws Exception {
          Path home = Path.of(System.getProperty("sallyport.home"));
          Files.writeString(
              home.resolve("flags"),
              ManagementFactory.getRuntimeMXBean().getInputArguments().toString());
          if (args[0].equals("up")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(home)));
          }
          Files.writeString(home.resolve("called"), String.join(" ", args));
          if (args[0].equals("up")) {
            System.out.println("running");
            Thread.sleep(60_000);
          }
          System.exit(args.length);
        }
        private static void end(Path home) {
          try {
            Files.writeString(home.resolve("ended"), "in good order");
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        }
      }
      """;

  private StandIn() {}

  /** Puts it where the command looks for the quickstart of the project in {@code home}. */
  public static void build(Path home) throws IOException {
    Path classes = Files.createDirectories(home.resolve("quickstart/target/classes"));
    Path source = Files.writeString(home.resolve("QuickstartMain.java"), SOURCE);
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), source.toString());
    assertThat(compiled).isZero();
    Files.writeString(home.resolve("quickstart/target/classpath"), classes + "\n");
  }

  /** The real command as a process that can be killed; its output goes to {@code command.log}. */
  public static Process command(Path home, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dsallyport.home=" + home);
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(home.resolve("tmp")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.sallyport.cli.SallyportMain");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("command.log").toFile())
        .start();
  }
}
