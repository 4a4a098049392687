package io.sallyport.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.Role;
import io.sallyport.quickstart.stack.Stack;
import io.sallyport.quickstart.supervise.DataLock;
import io.sallyport.quickstart.supervise.PidFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands say what is wrong and what to do, and touch nothing that is not theirs. */
class QuickstartMainTest {
  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void showsExamples() {
    int code = run("--help");

    assertThat(code).isZero();
    assertThat(out.toString(UTF_8)).contains("examples:", "sallyport up --data");
  }

  @ParameterizedTest
  @CsvSource({
    "upp, unknown command upp",
    "up --prot 1, unknown option --prot",
    "up --port, --port needs a value",
    "up --port many, --port needs a number from 0 to 65535",
    "up --port 65536, --port needs a number from 0 to 65535",
    "reload --data x, reload needs --bundle DIR",
    "status --output xml, '--output is one of json, table'"
  })
  void refusesWhatItDoesNotKnow(String line, String problem) {
    int code = run(line.split(" ", -1));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains(problem, "--help");
  }

  /** Containers may be reading what was filled. */
  @Test
  void provisionsHomesOnce() throws IOException {
    assumeThat(Files.getAttribute(directory, "unix:uid")).as("started as root").isEqualTo(0);
    String data = directory.resolve("data").toString();
    run("provision", "--data", data, "--second-bundle", "../compose/notices/executor");
    Path key = Path.of(data, "validator/keys/mandate.pem");
    Path config = Path.of(data, "validator/config.yaml");
    Files.delete(config);

    int code = run("provision", "--data", data);

    assertThat(code).isZero();
    assertThat(config).doesNotExist();
    assertThat(Files.getAttribute(key, "unix:uid")).isEqualTo(20_004);
    assertThat(Files.getAttribute(Path.of(data, "auditor/client.properties"), "unix:uid"))
        .isEqualTo(20_007);
    assertThat(out.toString(UTF_8)).contains("filled the homes", "are filled already");
  }

  @Test
  void refusesASecondStackOnTheSameData() {
    var data = new DataDirectory(directory);
    data.claim();
    try (var held = DataLock.take(directory).orElseThrow()) {
      int code = run("up", "--data", held.directory().toString(), "--port", "0");

      assertThat(code).isEqualTo(2);
      assertThat(err.toString(UTF_8)).contains("another stack runs on", "sallyport down");
    }
  }

  @Test
  void refusesAPortThatIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int code = run("up", "--data", data(), "--port", Integer.toString(taken.getLocalPort()));

      assertThat(code).isEqualTo(2);
      assertThat(err.toString(UTF_8)).contains("is taken", "--port");
    }
  }

  @Test
  void showsAStackThatDoesNotRun() {
    new DataDirectory(directory).claim();

    int code = run("status", "--data", data(), "--output", "json");

    assertThat(code).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .contains("\"ready\":false", "{\"name\":\"broker\",\"pid\":0,", "executor-deployments");
  }

  @Test
  void showsSourcesThatNothingProves() throws IOException {
    DataDirectory claimed = new DataDirectory(directory);
    claimed.claim();
    Path sources = Files.createDirectories(claimed.home(Role.INGEST).resolve("sources"));
    source(sources, "open", "topic: untrusted, scheme: {preset: none}");
    source(sources, "usual", "scheme: {preset: none}");
    source(sources, "signed", "scheme: {preset: github, secretFiles: [github.secret]}");
    source(sources, "direct", "topic: untrusted.direct, scheme: {preset: none}");

    run("status", "--data", data(), "--output", "json");
    run("status", "--data", data());

    assertThat(out.toString(UTF_8))
        .contains("\"unprovenSources\":[\"open\",\"usual\"]")
        .contains("source open has preset none", "source usual has preset none")
        .doesNotContain("source signed", "source direct");
  }

  private static void source(Path directory, String name, String spec) throws IOException {
    String document =
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: %s}
        spec: {%s}
        """
            .formatted(name, spec);
    Files.writeString(directory.resolve(name + ".yaml"), document);
  }

  @Test
  void reloadsNothingWhereNoStackRuns() {
    new DataDirectory(directory).claim();

    int code = run("reload", "--data", data(), "--bundle", "src/main/bundles/validator");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("no stack runs on " + directory, "sallyport up");
  }

  @Test
  void reloadsNoStackOfAnotherUser() throws IOException {
    assumeThat(DataDirectory.owner(directory)).as("started as root").isZero();
    DataDirectory claimed = new DataDirectory(directory);
    claimed.claim();
    Files.setAttribute(directory, "unix:uid", 30_000);

    int code = run("reload", "--data", data(), "--bundle", "src/main/bundles/validator");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains(directory + " belongs to uid 30000, and this is uid 0; run this as the user");
    assertThat(directory.resolve("run")).as("nothing of root's").doesNotExist();
  }

  @Test
  void reloadsOnceAtATime() {
    DataDirectory claimed = new DataDirectory(directory);
    claimed.claim();
    new PidFile(claimed.run(), Stack.SUPERVISOR).write(ProcessHandle.current());
    try (var held = DataLock.take(claimed.run()).orElseThrow()) {
      int code = run("reload", "--data", data(), "--bundle", "src/main/bundles/validator");

      assertThat(code).isEqualTo(2);
      assertThat(err.toString(UTF_8))
          .contains("another reload of " + held.directory().getParent() + " goes on");
    }
  }

  @Test
  void startsNothingWithABundleOfAnotherCell() throws IOException {
    Path bundle = directory.resolve("bundle");
    String schema = Files.readString(Path.of("src/main/bundles/validator/actions/Deploy.avsc"));
    Files.createDirectories(bundle);
    Path file =
        Files.writeString(
            bundle.resolve("Deploy.avsc"), schema.replace("\"deployments\"", "\"shop\""));
    Path data = directory.resolve("data");

    int code = run("up", "--data", data.toString(), "--port", "0", "--bundle", bundle.toString());

    assertThat(code).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains(file + ":2:21: action-unknown");
    assertThat(data.resolve("broker")).doesNotExist();
    assertThat(data.resolve("bundles")).doesNotExist();
  }

  @Test
  void showsNoStackWhereNoneWas() {
    int code = run("status", "--data", directory.resolve("absent").toString());

    assertThat(code).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("sallyport up");
    assertThat(directory.resolve("absent")).doesNotExist();
  }

  @Test
  void deletesTheDirectoryThatItMade() {
    new DataDirectory(directory.resolve("mine")).claim();

    int code = run("down", "--data", directory.resolve("mine").toString(), "--purge");

    assertThat(code).isZero();
    assertThat(directory.resolve("mine")).doesNotExist();
  }

  @Test
  void keepsTheDataWithoutPurge() {
    new DataDirectory(directory).claim();

    int code = run("down", "--data", data());

    assertThat(code).isZero();
    assertThat(out.toString(UTF_8)).contains("nothing was running");
    assertThat(new DataDirectory(directory).isOurs()).isTrue();
  }

  @Test
  void deletesNoDirectoryThatItDidNotMake() throws IOException {
    Path foreign = Files.writeString(directory.resolve("thesis"), "text");

    int code = run("down", "--data", data(), "--purge");

    assertThat(code).isEqualTo(2);
    assertThat(foreign).exists();
  }

  @Test
  void deletesNothingThatIsInUse() {
    new DataDirectory(directory).claim();
    try (var held = DataLock.take(directory).orElseThrow()) {
      int code = run("down", "--data", held.directory().toString(), "--purge");

      assertThat(code).isEqualTo(2);
      assertThat(err.toString(UTF_8)).contains("nothing was deleted");
    }
  }

  private String data() {
    return directory.toString();
  }

  private int run(String... arguments) {
    return new QuickstartMain(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
        .run(List.of(arguments));
  }
}
