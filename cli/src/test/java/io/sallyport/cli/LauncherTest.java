package io.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a project of its own, with a Java and a Maven that write down their calls. */
class LauncherTest {
  private static final Path LAUNCHER = Path.of("../sallyport").toAbsolutePath().normalize();
  private static final String JAVA =
      """
      #!/bin/bash
      printf 'java in %s:' "$PWD"
      printf ' %s' "$@"
      printf '\\n'
      """;
  private static final String MAVEN =
      """
      #!/bin/bash
      echo "$@" >>"$PWD/maven-calls"
      echo "[INFO] Building sallyport-contract 0.1.0-SNAPSHOT      [2/9]"
      if [[ -e "$PWD/broken" ]]; then
        echo "[ERROR] something does not compile"
        exit 1
      fi
      mkdir -p cli/target
      echo /a.jar:/b.jar >cli/target/classpath
      """;

  @TempDir private Path directory;
  private Path project;
  private Path java;

  /** What the launcher wrote, and how it ended. */
  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void buildsAProject() throws IOException {
    project = Files.createDirectories(directory.resolve("a project"));
    Files.copy(LAUNCHER, project.resolve("sallyport"));
    executable(project.resolve("sallyport"));
    Files.createDirectories(project.resolve("cli/src/main/java"));
    Files.createDirectories(project.resolve("cli/src/test/java"));
    Files.writeString(project.resolve("cli/pom.xml"), "<project/>");
    java = javaHome("jdk", "25.0.1");
    script(directory.resolve("bin/mvn"), MAVEN);
  }

  @Test
  void saysWhatToInstallWithoutAJava() throws Exception {
    Ended ended = run(Map.of("SALLYPORT_JAVA_PATH", directory.resolve("none").toString()));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("needs Java 25").contains("https://adoptium.net");
    assertThat(project.resolve("maven-calls")).doesNotExist();
  }

  @Test
  void refusesAnOldJavaThatWasNamed() throws Exception {
    Path old = javaHome("old", "17.0.15");

    Ended ended = run(Map.of("SALLYPORT_JAVA_HOME", old.toString()));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("SALLYPORT_JAVA_HOME").contains("no Java 25");
  }

  @Test
  void passesByAnOldJavaHome() throws Exception {
    Path old = javaHome("old", "17.0.15");

    Ended ended =
        run(
            Map.of("JAVA_HOME", old.toString(), "SALLYPORT_JAVA_PATH", directory.toString()),
            "--print-java-home");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).isEqualTo(java + "\n");
  }

  @Test
  void buildsAtFirstUseAndRuns() throws Exception {
    Ended ended = start("tally", "--wait", "3 s");

    assertThat(ended.code()).isZero();
    assertThat(ended.err())
        .contains("building (first use)")
        .contains("2 of 9: contract")
        .contains("built in");
    assertThat(ended.out())
        .contains("-Dsallyport.home=" + project)
        .contains("cli/target/sallyport-cli.jar:/a.jar:/b.jar")
        .endsWith("io.sallyport.cli.SallyportMain tally --wait 3 s\n");
  }

  @Test
  void runsInTheCallersDirectory() throws Exception {
    Ended ended = start("status");

    assertThat(ended.out()).startsWith("java in " + directory + ":");
  }

  @Test
  void buildsOnceOnly() throws Exception {
    start("status");

    Ended second = start("status");

    assertThat(second.err()).isEmpty();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void buildsAgainAfterAChange() throws Exception {
    start("status");
    Path source = Files.writeString(project.resolve("cli/src/main/java/New.java"), "class New {}");
    later(source);

    Ended second = start("status");

    assertThat(second.err()).contains("has changed");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void buildsAgainAfterAPomChanged() throws Exception {
    start("status");
    later(project.resolve("cli/pom.xml"));

    assertThat(start("status").err()).contains("cli/pom.xml has changed");
  }

  @Test
  void leavesChangedTestsAlone() throws Exception {
    start("status");
    later(Files.writeString(project.resolve("cli/src/test/java/NewTest.java"), "class NewTest {}"));

    assertThat(start("status").err()).isEmpty();
  }

  @Test
  void showsTheEndOfAFailedBuildAndItsLog() throws Exception {
    Files.createFile(project.resolve("broken"));

    Ended ended = start("status");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains("the build failed")
        .contains("[ERROR] something does not compile")
        .contains("target/launcher/build.log");
  }

  @Test
  void triesAgainAfterAFailedBuild() throws Exception {
    Files.createFile(project.resolve("broken"));
    start("status");
    Files.delete(project.resolve("broken"));

    assertThat(start("status").code()).isZero();
  }

  @Test
  void saysWhatToInstallWithoutMaven() throws Exception {
    Files.delete(directory.resolve("bin/mvn"));

    Ended ended = start("status");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("needs Maven").contains("apt-get install maven");
  }

  @Test
  void worksThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), project.resolve("sallyport"));

    Ended ended = launch(link, Map.of("SALLYPORT_JAVA_HOME", java.toString()), "status");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("-Dsallyport.home=" + project);
  }

  private Ended start(String... arguments) throws Exception {
    return run(Map.of("SALLYPORT_JAVA_HOME", java.toString()), arguments);
  }

  private Ended run(Map<String, String> environment, String... arguments) throws Exception {
    return launch(project.resolve("sallyport"), environment, arguments);
  }

  private Ended launch(Path launcher, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("/bin/bash", launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", directory.resolve("bin") + ":" + tools());
    builder.environment().put("HOME", directory.toString());
    builder.environment().putAll(environment);
    Path err = directory.resolve("err");
    Process process = builder.redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, Files.readString(err));
  }

  /** The tools that the launcher uses, without any Java or Maven of this machine. */
  private Path tools() throws IOException {
    Path tools = Files.createDirectories(directory.resolve("tools"));
    List<String> names =
        List.of(
            "dirname",
            "readlink",
            "sed",
            "find",
            "mkdir",
            "mv",
            "tee",
            "grep",
            "tail",
            "flock",
            "bash");
    for (String name : names) {
      Path tool = Path.of("/usr/bin", name);
      if (Files.notExists(tools.resolve(name)) && Files.exists(tool)) {
        script(tools.resolve(name), "#!/bin/bash\nexec " + tool + " \"$@\"\n");
      }
    }
    return tools;
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(project.resolve("maven-calls"));
  }

  private Path javaHome(String name, String version) throws IOException {
    Path home = directory.resolve(name);
    script(home.resolve("bin/java"), JAVA);
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private static void later(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
    executable(file);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
