package io.sallyport.executor.handler.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Digest;
import io.sallyport.executor.handler.Performed;
import io.sallyport.service.config.ByteCount;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which jars an executor starts with: each is tried in its sandbox, the how-to's too. */
class JavaStartIT {
  private static final String GOOD = JarFile.source("return null;");
  private static final String NAME = "com.example.Handler";
  private static final Path HOW_TO = Path.of("../docs/how-to/write-a-handler.md");

  @TempDir private Path directory;
  private JavaTrial trial;

  @BeforeEach
  void prepares() {
    trial = JavaTrial.in(directory);
  }

  @Test
  void findsNoFault() throws IOException {
    assertThat(JavaHandler.problem(trial.spec(make(GOOD, NAME)))).isEmpty();
  }

  @Test
  void performsNothingToFindOut() throws IOException {
    Path seen = open(Files.createDirectory(directory.resolve("seen")));
    open(directory);
    try (ServerSocketChannel daemon = listen(seen.resolve("socket"))) {
      Digest pin = make(howTo(seen.resolve("socket")), "com.example.SignHandler");
      daemon.configureBlocking(false);

      assertThat(JavaHandler.problem(trial.reading(seen).spec(pin))).isEmpty();
      assertThat(daemon.accept()).isNull();
    }
  }

  @Test
  void refusesJarWithoutHandler() throws IOException {
    assertProblem(make(GOOD, "# none"), "jar: has no handler;");
  }

  @Test
  void refusesJarWithTwo() throws IOException {
    String second =
        GOOD.replace(
            "implements ActionHandler {",
            """
            implements ActionHandler {
              public static final class Second implements ActionHandler {
                public Result perform(Action action) { return null; }
              }
            """);

    assertProblem(make(second, NAME, NAME + "$Second"), "jar: has several handlers;");
  }

  @Test
  void refusesHandlerThatCannotBeMade() throws IOException {
    assertProblem(make(GOOD, "com.example.Nowhere"), "jar: its handler cannot be made;");
    Files.delete(trial.jar());
    String throwing =
        GOOD.replace(
            "implements ActionHandler {",
            "implements ActionHandler { public Handler() { throw new RuntimeException(); }");
    assertProblem(make(throwing, NAME), "jar: its handler cannot be made;");
  }

  @Test
  void refusesJvmThatDoesNotStart() throws IOException {
    Digest pin = make(GOOD, NAME);

    assertThat(JavaHandler.problem(trial.within(ByteCount.ofMib(64)).spec(pin)))
        .hasValueSatisfying(said -> assertThat(said).startsWith("jar: its JVM does not start"));
  }

  @Test
  void refusesAnotherJarThanPinned() throws IOException {
    make(GOOD, NAME);

    assertProblem(Digest.of(new byte[0]), "sha256: the jar is another one");
  }

  /** The how-to's handler, with a daemon that answers. */
  @Test
  void performsWhatTheHowToSays() throws Exception {
    Path seen = open(Files.createDirectory(directory.resolve("seen")));
    open(directory);
    try (ServerSocketChannel daemon = listen(seen.resolve("socket"))) {
      Digest pin = make(howTo(seen.resolve("socket")), "com.example.SignHandler");
      FutureTask<String> asked = new FutureTask<>(() -> answer(daemon));
      Thread.ofVirtual().start(asked);

      Performed performed = JavaTrial.perform(trial.reading(seen).spec(pin));

      assertThat(performed).isInstanceOf(Performed.Succeeded.class);
      assertThat(performed.answer().orElseThrow().digest())
          .isEqualTo(Digest.of("up".getBytes(StandardCharsets.UTF_8)));
      assertThat(asked.get())
          .isEqualTo(JavaTrial.ACTION.text() + " {\"host\":\"a\\nb\",\"count\":7}\n");
    }
  }

  @Test
  void saysAsTheHowToSaysThatNobodyIsThere() throws IOException {
    Digest pin = make(howTo(directory.resolve("nobody")), "com.example.SignHandler");

    assertThat(JavaTrial.perform(trial.spec(pin))).isInstanceOf(Performed.NotExecuted.class);
  }

  private static String answer(ServerSocketChannel daemon) throws IOException {
    try (SocketChannel asking = daemon.accept()) {
      byte[] asked = Channels.newInputStream(asking).readAllBytes();
      Channels.newOutputStream(asking).write("up".getBytes(StandardCharsets.UTF_8));
      return new String(asked, StandardCharsets.UTF_8);
    }
  }

  private static ServerSocketChannel listen(Path socket) throws IOException {
    ServerSocketChannel daemon = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    daemon.bind(UnixDomainSocketAddress.of(socket));
    open(socket);
    return daemon;
  }

  private static Path open(Path path) throws IOException {
    String all = Files.isDirectory(path) ? "rwxr-xr-x" : "rwxrwxrwx";
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(all));
  }

  private static String howTo(Path socket) throws IOException {
    String page = Files.readString(HOW_TO);
    int from = page.indexOf("```java\n") + "```java\n".length();
    String source = page.substring(from, page.indexOf("```", from));
    assertThat(source).contains("/srv/sign/socket");
    return source.replace("/srv/sign/socket", socket.toString());
  }

  private Digest make(String source, String... providers) throws IOException {
    String type = source.contains("class SignHandler") ? "SignHandler" : "Handler";
    return JarFile.make(trial.jar(), type, source, providers);
  }

  private void assertProblem(Digest pin, String problem) {
    assertThat(JavaHandler.problem(trial.spec(pin)))
        .hasValueSatisfying(said -> assertThat(said).startsWith(problem));
  }
}
