package io.sallyport.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real command, with a docker of the test's own: compose/smoke.sh plays it with Docker's. */
class ComposeTourTest {
  @TempDir private Path home;

  @Test
  void runsAsAContainerAmongTheOthersAndEndsAsItDoes() throws Exception {
    Files.createFile(Files.createDirectory(home.resolve("compose")).resolve("compose.yaml"));
    docker();

    int code = sallyport("demo", "--against", "compose", "--output", "json");

    assertThat(code).isEqualTo(7);
    assertThat(home.resolve("called"))
        .hasContent(
            "compose --file %s/compose/compose.yaml run --rm --no-deps -T demo".formatted(home)
                + " demo --against /data --output json");
  }

  @Test
  void saysWhatItLacks() throws Exception {
    assertThat(sallyport("demo", "--against", "compose")).isEqualTo(2);

    Files.createFile(Files.createDirectory(home.resolve("compose")).resolve("compose.yaml"));

    assertThat(sallyport("demo", "--against", "compose")).isEqualTo(2);
    assertThat(home.resolve("command.log"))
        .content()
        .contains("compose file is not known", "docker cannot be run", "compose/README.md");
  }

  private void docker() throws IOException {
    Path program = Files.createDirectory(home.resolve("bin")).resolve("docker");
    Files.writeString(program, "#!/bin/sh\necho \"$@\" >%s/called\nexit 7\n".formatted(home));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private int sallyport(String... arguments) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dsallyport.home=" + home,
            "-cp",
            System.getProperty("java.class.path"),
            "io.sallyport.cli.SallyportMain");
    builder.command().addAll(List.of(arguments));
    builder.environment().put("PATH", home.resolve("bin").toString());
    Path log = home.resolve("command.log");
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
