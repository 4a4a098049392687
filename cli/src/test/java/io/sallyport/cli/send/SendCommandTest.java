package io.sallyport.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.cli.CommandTree;
import io.sallyport.cli.bundle.PayloadFile;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.service.config.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SendCommandTest {
  private static final byte[] BODY = "{\"ref\": \"refs/heads/main\"}\n".getBytes(UTF_8);
  private static final String SECRET = "a secret of the stack";

  @TempDir private Path data;
  private final Screen screen = new Screen();
  private final Map<String, String> received = new ConcurrentHashMap<>();
  private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
  private volatile String withdrawn = "none";
  private volatile byte[] receivedBody = {};
  private volatile int status = 202;
  private volatile String answer = "{\"delivery\":\"0199a0e5-7a3b-7c11-8f2e-3d5b1c0f9a77\"}";
  private HttpServer ingest;
  private Path payload;

  @BeforeEach
  void startsAnIngest() throws IOException {
    ingest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ingest.createContext("/", this::answer);
    ingest.start();
    String address = "http://127.0.0.1:" + ingest.getAddress().getPort();
    Files.writeString(
        data.resolve("endpoints.json"),
        """
        {"ingest": "%s", "kafka": "127.0.0.1:1", "registry": "http://127.0.0.1:2",
         "target": "http://127.0.0.1:3", "admin": {}}
        """
            .formatted(address));
    Files.createDirectories(data.resolve("ingest/secrets"));
    Files.writeString(data.resolve("ingest/secrets/github"), SECRET + "\n");
    payload = Files.write(data.resolve("push.json"), BODY);
  }

  @AfterEach
  void stops() {
    ingest.stop(0);
  }

  @Test
  void postsTheBytesAsGithubSignsThem() {
    int code = send("github", "--event", "push", payload.toString());

    assertThat(code).isZero();
    assertThat(receivedBody).isEqualTo(BODY);
    assertThat(received)
        .containsEntry("path", "/v1/sources/github")
        .containsEntry("x-github-event", "push")
        .containsEntry("content-type", "application/json")
        .containsEntry("x-hub-signature-256", signature());
    assertThat(screen.out()).isEqualTo("202 delivery 0199a0e5-7a3b-7c11-8f2e-3d5b1c0f9a77\n");
  }

  @Test
  void tellsProgramsInJson() {
    send("github", "--event", "push", payload.toString(), "--output", "json");

    assertThat(screen.out())
        .isEqualTo("{\"status\":202,\"delivery\":\"0199a0e5-7a3b-7c11-8f2e-3d5b1c0f9a77\"}\n");
  }

  @Test
  void saysNoWhenIngestDoes() {
    status = 413;
    answer = "{\"code\":\"body-too-large\"}";

    int code = send("github", "--event", "push", payload.toString());

    assertThat(code).isEqualTo(1);
    assertThat(screen.out()).isEqualTo("413 body-too-large\n");
  }

  @Test
  void saysNoWhenAcceptedHasNoDelivery() {
    answer = "{}";

    assertThat(send("github", "--event", "push", payload.toString())).isEqualTo(1);
  }

  @Test
  void showsAHostileAnswerHarmlessly() {
    status = 400;
    answer = "{\"code\":\"\\u001b[2J\"}";

    send("github", "--event", "push", payload.toString());

    assertThat(screen.out()).isEqualTo("400 \\u001b[2J\n");
  }

  @Test
  void readsStandardInput() {
    send("github", "--event", "push", "-");

    assertThat(receivedBody).isEqualTo(BODY);
  }

  @Test
  void printsACurlCommandAndSendsNothing() {
    int code = send("github", "--event", "push", payload.toString(), "--print");

    assertThat(code).isZero();
    assertThat(received).isEmpty();
    assertThat(screen.out())
        .startsWith("curl ")
        .contains("'X-Hub-Signature-256: " + signature() + "'")
        .contains("--data-binary @" + payload + " ");
  }

  @Test
  void printsACommandThatIngestTakes() throws IOException, InterruptedException {
    send("github", "--event", "push", payload.toString(), "--print");

    int code = bash(screen.out());

    assertThat(code).isZero();
    assertThat(receivedBody).isEqualTo(BODY);
    assertThat(received).containsEntry("x-hub-signature-256", signature());
  }

  @Test
  void printsACommandThatAHostileFileNameCannotExtend() throws IOException, InterruptedException {
    Path hostile = Files.write(data.resolve("it's;touch${IFS}owned;$(touch${IFS}owned)"), BODY);
    send("github", "--event", "push' --upload-file '/etc/passwd", hostile.toString(), "--print");

    int code = bash(screen.out());

    assertThat(code).isZero();
    assertThat(receivedBody).isEqualTo(BODY);
    assertThat(received).containsEntry("x-github-event", "push' --upload-file '/etc/passwd");
    assertThat(data.resolve("owned")).doesNotExist();
  }

  @Test
  void replaysTheCapturesOfTheSourceSignedAnew() throws IOException {
    Path captured = Files.createDirectories(data.resolve("captured/github"));
    Files.write(captured.resolve("a.payload"), "{}".getBytes(UTF_8));
    Files.write(captured.resolve("a.payload.delivery"), "{}".getBytes(UTF_8));
    Files.write(captured.resolve("b.payload"), BODY);

    int code = send("github", "--event", "push", "--from", data.resolve("captured").toString());

    assertThat(code).isZero();
    assertThat(screen.out().lines()).hasSize(2).allMatch(line -> line.startsWith("202 delivery "));
    assertThat(receivedBody).isEqualTo(BODY);
    assertThat(received).containsEntry("x-hub-signature-256", signature());
  }

  @Test
  void replaysOverOneConnectionWithTheSecretOfItsBegin() throws IOException {
    Path captured = Files.createDirectories(data.resolve("captured/github"));
    Files.write(captured.resolve("a.payload"), "{}".getBytes(UTF_8));
    Files.write(captured.resolve("b.payload"), BODY);
    withdrawn = "ingest/secrets/github";

    int code = send("github", "--event", "push", "--from", data.resolve("captured").toString());

    assertThat(code).as(screen.err()).isZero();
    assertThat(received).containsEntry("x-hub-signature-256", signature());
    assertThat(connections).hasSize(1);
  }

  @Test
  void needsAFileOrACapture() {
    assertThat(send("github", "--event", "push")).isEqualTo(2);
    assertThat(send("github", "--event", "push", "--from", data.toString())).isEqualTo(2);
    assertThat(screen.err())
        .contains("Give FILE, or --from DIR")
        .contains("A capture is DIR/<source>/<payload>");
  }

  @Test
  void takesTheAnswerToAHandshakeOfASenderThatHasOneOnly() throws IOException {
    Files.writeString(data.resolve("ingest/secrets/slack"), SECRET);
    status = 200;
    answer = "{\"challenge\":\"c\"}";

    assertThat(send("slack", payload.toString())).isZero();
    assertThat(send("github", "--event", "push", payload.toString())).isEqualTo(1);
  }

  @Test
  void takesAPayloadAtTheLimit() throws IOException {
    Files.write(payload, new byte[PayloadFile.MAX_BYTES]);

    assertThat(send("github", "--event", "push", payload.toString(), "--print")).isZero();
  }

  @Test
  void refusesAPayloadAboveTheLimit() throws IOException {
    Files.write(payload, new byte[PayloadFile.MAX_BYTES + 1]);

    int code = send("github", "--event", "push", payload.toString(), "--print");

    assertThat(code).isEqualTo(2);
    assertThat(screen.out()).isEmpty();
    assertThat(screen.err()).contains("larger than 16 MiB");
  }

  @Test
  void cannotRunWithoutAStack() throws IOException {
    Files.delete(data.resolve("endpoints.json"));

    int code = send("github", "--event", "push", payload.toString());

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).contains("endpoints.json is not there").contains("sallyport up");
  }

  @Test
  void cannotRunWhenNobodyAnswers() {
    ingest.stop(0);

    int code = send("github", "--event", "push", payload.toString());

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).contains("no answer from").doesNotContain("Exception");
  }

  @Test
  void cannotRunWithoutThePayload() {
    int code = send("github", "--event", "push", data.resolve("absent.json").toString());

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).contains("absent.json cannot be read");
  }

  @Test
  void neverShowsTheSecret() {
    send("github", "--event", "push", payload.toString(), "--print");

    assertThat(screen.out() + screen.err()).doesNotContain(SECRET);
  }

  private int send(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "send";
    all[1] = "--data";
    all[2] = data.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    CommandLine command = CommandTree.of(screen.console(), new ByteArrayInputStream(BODY));
    return command.execute(all);
  }

  /** Pastes {@code script} into a bash that stands in the stack's directory. */
  private int bash(String script) throws IOException, InterruptedException {
    return new ProcessBuilder("bash", "--norc", "-c", script)
        .directory(data.toFile())
        .redirectErrorStream(true)
        .redirectOutput(data.resolve("bash.log").toFile())
        .start()
        .waitFor();
  }

  private static String signature() {
    return SenderSignature.github(Secret.of(SECRET.getBytes(UTF_8)), BODY);
  }

  private void answer(HttpExchange exchange) throws IOException {
    connections.add(exchange.getRemoteAddress());
    Files.deleteIfExists(data.resolve(withdrawn));
    exchange
        .getRequestHeaders()
        .forEach((name, values) ->
            received.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
    received.put("path", exchange.getRequestURI().getPath());
    receivedBody = exchange.getRequestBody().readAllBytes();
    byte[] bytes = answer.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
