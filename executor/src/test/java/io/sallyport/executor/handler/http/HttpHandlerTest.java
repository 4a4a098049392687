package io.sallyport.executor.handler.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.credential.FileCredential;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.service.config.ByteCount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real sockets: what goes over the wire, and how often. */
class HttpHandlerTest {
  private static final ActionId ACTION = new ActionId("A".repeat(43));
  private static final AddressRule LOOPBACK =
      new AddressRule(List.of(Cidr.parse("127.0.0.1/32").orElseThrow()));
  private static final String EMPTY = "Content-Length: 0\r\n\r\n";

  @TempDir private Path home;

  @Test
  void sendsExactlyThisRequest() throws IOException {
    try (RawServer server = RawServer.answering("201 Created", EMPTY)) {
      Performed performed = perform(server.origin());

      assertThat(performed).isInstanceOf(Performed.Succeeded.class);
      assertThat(server.requests())
          .containsExactly(
              "POST /environments/staging/deployments HTTP/1.1\r\n"
                  + "Content-Length: 50\r\n"
                  + "Host: "
                  + server.origin().substring("http://".length())
                  + "\r\n"
                  + "Authorization: Bearer t0ken\r\n"
                  + "Connection: close\r\n"
                  + "Content-Type: application/json\r\n"
                  + "Idempotency-Key: "
                  + ACTION.text()
                  + "\r\n"
                  + "User-Agent: sallyport-executor\r\n\r\n"
                  + "{\"repository\":\"acme/shop\",\"build\":7,\"urgent\":true}");
    }
  }

  @Test
  void keepsStatusAndDigestOfTheAnswer() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", "Content-Length: 2\r\n\r\nok")) {
      Digest digest = Digest.of("ok".getBytes(StandardCharsets.US_ASCII));

      assertThat(perform(server.origin()).answer()).contains(new Performed.Answer(200, digest));
    }
  }

  @Test
  void sendsOneRequestToServerThatReadsAndCloses() throws IOException, InterruptedException {
    try (RawServer server = RawServer.start(connection -> {})) {
      Performed performed = perform(server.origin());
      Thread.sleep(Duration.ofMillis(200));

      assertThat(performed).isEqualTo(Performed.inDoubt(Code.OUTCOME_UNKNOWN));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Moved"})
  void followsNoRedirect(String status) throws IOException {
    try (RawServer elsewhere = RawServer.answering("200 OK", EMPTY);
        RawServer server =
            RawServer.answering(status, "Location: " + elsewhere.origin() + "/\r\n", EMPTY)) {
      Performed performed = perform(server.origin());

      assertThat(performed).isInstanceOf(Performed.InDoubt.class);
      assertThat(elsewhere.requests()).isEmpty();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"401 Unauthorized", "407 Proxy", "429 Slow", "500 Error", "503 Later"})
  void sendsOnceWhateverTheStatus(String status) throws IOException {
    try (RawServer server =
        RawServer.answering(status, "WWW-Authenticate: Basic\r\nRetry-After: 0\r\n", EMPTY)) {
      perform(server.origin());

      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void listedStatusMeansNotExecuted() throws IOException {
    try (RawServer server = RawServer.answering("422 No", EMPTY)) {
      assertThat(perform(server.origin()))
          .isInstanceOfSatisfying(
              Performed.NotExecuted.class,
              refused -> assertThat(refused.code()).isEqualTo(Code.TARGET_REFUSED));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"500 Error", "404 None", "202 Later"})
  void unlistedStatusLeavesItInDoubt(String status) throws IOException {
    try (RawServer server = RawServer.answering(status, EMPTY)) {
      assertThat(perform(server.origin())).isInstanceOf(Performed.InDoubt.class);
    }
  }

  @Test
  void opensConnectionForEachAction() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", EMPTY);
        HttpHandler handler = new HttpHandler(spec(server.origin()))) {
      perform(handler, Instant.MAX);
      perform(handler, Instant.MAX);

      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void nothingIsSentAfterTheDeadline() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", EMPTY);
        HttpHandler handler = new HttpHandler(spec(server.origin()))) {
      Performed performed = perform(handler, Instant.now().minusMillis(1));

      assertThat(performed).isEqualTo(Performed.notExecuted(Code.DEADLINE_PASSED));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void refusedConnectionMeansNotExecuted() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      free = socket.getLocalPort();
    }

    assertThat(perform("http://127.0.0.1:" + free))
        .isEqualTo(Performed.notExecuted(Code.TARGET_UNREACHABLE));
  }

  @Test
  void failedTlsHandshakeMeansNotExecuted() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", EMPTY)) {
      String https = server.origin().replace("http:", "https:");

      assertThat(perform(https)).isEqualTo(Performed.notExecuted(Code.TARGET_UNREACHABLE));
    }
  }

  @Test
  void silenceLeavesItInDoubt() throws IOException {
    try (RawServer server = RawServer.start(connection -> Thread.sleep(Duration.ofSeconds(20)))) {
      Instant before = Instant.now();

      assertThat(perform(server.origin())).isEqualTo(Performed.inDoubt(Code.OUTCOME_UNKNOWN));
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void endlessTrickleOfAnAnswerLeavesItInDoubt() throws IOException {
    RawServer.Answer trickle =
        connection -> {
          connection
              .getOutputStream()
              .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          for (int i = 0; i < 50; i++) {
            connection.getOutputStream().write('x');
            Thread.sleep(Duration.ofMillis(200));
          }
        };
    try (RawServer server = RawServer.start(trickle)) {
      assertThat(perform(server.origin())).isEqualTo(Performed.inDoubt(Code.OUTCOME_UNKNOWN));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1023, 1024})
  void readsAnswerUpToItsCap(int size) throws IOException {
    assertThat(answerOf(size)).isInstanceOf(Performed.Succeeded.class);
  }

  @Test
  void answerAboveItsCapLeavesItInDoubt() throws IOException {
    assertThat(answerOf(1025)).isEqualTo(Performed.inDoubt(Code.RESPONSE_TOO_LARGE));
  }

  @Test
  void valueThatChangesThePathIsNotSent() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", EMPTY);
        HttpHandler handler = new HttpHandler(spec(server.origin()))) {
      Performed performed = perform(handler, Instant.MAX, "..");

      assertThat(performed).isEqualTo(Performed.notExecuted(Code.TEMPLATE_REFUSED));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void guardedNameDoesNotResolveToSpecialAddress() throws IOException {
    AddressRule none = new AddressRule(List.of());
    Target target = Target.parse("https://localhost:443", none);
    try (HttpHandler handler = new HttpHandler(spec(target, none))) {
      assertThat(perform(handler, Instant.MAX))
          .isEqualTo(Performed.notExecuted(Code.ADDRESS_REFUSED));
    }
  }

  private Performed answerOf(int size) throws IOException {
    String head = "Content-Length: " + size + "\r\n\r\n";
    try (RawServer server = RawServer.answering("200 OK", head, "x".repeat(size))) {
      return perform(server.origin());
    }
  }

  private Performed perform(String origin) throws IOException {
    try (HttpHandler handler = new HttpHandler(spec(origin))) {
      return perform(handler, Instant.MAX);
    }
  }

  private Performed perform(HttpHandler handler, Instant startBy) throws IOException {
    return perform(handler, startBy, "staging");
  }

  private Performed perform(HttpHandler handler, Instant startBy, String environment)
      throws IOException {
    try (Lease lease = lease()) {
      return handler.perform(
          new Performance(ACTION, fields(environment), lease, startBy, Clock.systemUTC()));
    }
  }

  private Lease lease() throws IOException {
    Path token = home.resolve("token");
    if (Files.notExists(token)) {
      Files.writeString(token, "t0ken\n");
      Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("r--------"));
    }
    return new FileCredential(token, 1).lease(Duration.ZERO).orElseThrow();
  }

  private static GenericRecord fields(String environment) {
    var schema =
        SchemaBuilder.record("Deploy")
            .fields()
            .requiredString("repository")
            .requiredString("environment")
            .requiredInt("build")
            .requiredBoolean("urgent")
            .endRecord();
    return new GenericRecordBuilder(schema)
        .set("repository", "acme/shop")
        .set("environment", environment)
        .set("build", 7)
        .set("urgent", true)
        .build();
  }

  private static HttpSpec spec(String origin) {
    return spec(Target.parse(origin, LOOPBACK), LOOPBACK);
  }

  private static HttpSpec spec(Target target, AddressRule rule) {
    return new HttpSpec(
        "POST",
        target,
        PathTemplate.parse("/environments/{environment}/deployments"),
        new JsonBody(List.of("repository", "build", "urgent")),
        new HttpSpec.Answers(Set.of(200, 201), Set.of(422)),
        new HttpSpec.Limits(Duration.ofSeconds(2), new ByteCount(1024)),
        rule);
  }
}
