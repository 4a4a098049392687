package io.sallyport.executor.credential.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.executor.credential.token.RsaPem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The part of GitHub's REST API that an app uses, written from its public reference ("REST API
 * endpoints for GitHub Apps", "... for GitHub App installations", "Generating a JSON Web Token for
 * a GitHub App"); GitHub itself was not asked. It counts the tokens that live, and its answers can
 * be spoiled. Safe for any thread.
 */
final class Github implements AutoCloseable {
  static final String CLIENT = "Iv23liExampleClient";
  static final long INSTALLATION = 42;
  static final String OWNER = "example";
  static final KeyPair KEY = RsaPem.generate(2048);
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static final Duration LIFE = Duration.ofHours(1);
  private static final Set<String> REPOSITORIES = Set.of("web", "api.example", "-_.");
  private static final Map<String, String> GRANTED =
      Map.of("contents", "write", "deployments", "write", "issues", "read", "metadata", "read");

  private final HttpServer server;
  private final Set<String> live = ConcurrentHashMap.newKeySet();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger issued = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile Consumer<ObjectNode> spoil = answer -> {};
  private volatile Optional<Answer> instead = Optional.empty();
  private volatile String prefix = "ghs_t0ken-";
  private volatile int failure = 503;
  private volatile Duration skew = Duration.ZERO;

  /** One request. */
  record Call(String line, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  /** One answer. */
  record Answer(int status, Map<String, String> headers, ObjectNode body) {
    static Answer error(int status, String message) {
      return new Answer(status, Map.of(), StrictJson.object().put("message", message));
    }
  }

  private Github(HttpServer server) {
    this.server = server;
  }

  static Github start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    Github github = new Github(server);
    server.createContext("/", github::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return github;
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Changes each token's answer. */
  void spoil(Consumer<ObjectNode> how) {
    spoil = how;
  }

  /** Answers each request for a token with this. */
  void answerInstead(Optional<Answer> answer) {
    instead = answer;
  }

  /** The next revocations revoke nothing and end with this status. */
  void failRevocations(int status, int count) {
    failure = status;
    failures.set(count);
  }

  /** How its tokens begin. */
  void prefix(String other) {
    prefix = other;
  }

  /** How far its clock is ahead. */
  void skew(Duration ahead) {
    skew = ahead;
  }

  Set<String> live() {
    return Set.copyOf(live);
  }

  List<Call> calls(String method) {
    return calls.stream().filter(call -> call.line().startsWith(method)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Call call =
          new Call(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              Map.copyOf(exchange.getRequestHeaders()),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      calls.add(call);
      Answer answer = answer(call);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
      byte[] body = answer.status() == 204 ? new byte[0] : StrictJson.write(answer.body());
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(Call call) {
    if (call.header("User-agent").isEmpty()) {
      return Answer.error(403, "Request forbidden by administrative rules.");
    }
    if (!call.header("X-github-api-version").equals("2022-11-28")) {
      return Answer.error(400, "Unsupported API version");
    }
    if (call.line().equals("DELETE /installation/token")) {
      return revoke(call);
    }
    if (!call.line().startsWith("POST /app/installations/")) {
      return Answer.error(404, "Not Found");
    }
    if (!provesApp(call)) {
      return Answer.error(401, "A JSON web token could not be decoded");
    }
    return call.line().equals("POST /app/installations/" + INSTALLATION + "/access_tokens")
        ? instead.orElseGet(() ->
            token(StrictJson.read(call.body().getBytes(StandardCharsets.UTF_8)).orElseThrow()))
        : Answer.error(404, "Not Found");
  }

  /** RS256 by the app's key, issued before now, over after now and within ten minutes. */
  private boolean provesApp(Call call) {
    String[] jwt = call.header("Authorization").replaceFirst("^Bearer ", "").split("\\.", -1);
    Instant now = NOW.plus(skew);
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(KEY.getPublic());
      verifier.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
      ObjectNode header = part(jwt[0]);
      ObjectNode claims = part(jwt[1]);
      Instant end = Instant.ofEpochSecond(claims.path("exp").asLong());
      return jwt.length == 3
          && verifier.verify(Base64.getUrlDecoder().decode(jwt[2]))
          && header.path("alg").asText().equals("RS256")
          && claims.path("iss").asText().equals(CLIENT)
          && !Instant.ofEpochSecond(claims.path("iat").asLong()).isAfter(now)
          && end.isAfter(now)
          && !end.isAfter(now.plus(Duration.ofMinutes(10)));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  static ObjectNode part(String base64) {
    return StrictJson.read(Base64.getUrlDecoder().decode(base64)).orElseThrow();
  }

  private Answer token(ObjectNode asked) {
    List<String> names = new ArrayList<>();
    asked.path("repositories").forEach(name -> names.add(name.asText()));
    Map<String, String> permissions = new LinkedHashMap<>();
    asked
        .path("permissions")
        .properties()
        .forEach(each -> permissions.put(each.getKey(), each.getValue().asText()));
    if (!REPOSITORIES.containsAll(names)) {
      return Answer.error(
          422,
          "There is at least one repository that does not exist or is not accessible to the"
              + " parent installation.");
    }
    boolean grants =
        permissions.entrySet().stream()
            .allMatch(each ->
                each.getValue().equals(GRANTED.get(each.getKey()))
                    || (each.getValue().equals("read") && GRANTED.containsKey(each.getKey())));
    if (!grants) {
      return Answer.error(422, "The permissions requested are not granted to this installation.");
    }
    permissions.put("metadata", "read");
    ObjectNode body = body(names, permissions);
    spoil.accept(body);
    return new Answer(201, Map.of("X-RateLimit-Remaining", "4999"), body);
  }

  private ObjectNode body(List<String> names, Map<String, String> permissions) {
    String token = prefix + issued.incrementAndGet();
    live.add(token);
    ObjectNode body = StrictJson.object();
    body.put("token", token).put("expires_at", NOW.plus(skew).plus(LIFE).toString());
    ObjectNode granted = body.putObject("permissions");
    permissions.forEach(granted::put);
    body.put("repository_selection", "selected");
    for (String name : names) {
      ObjectNode repository = body.withArray("repositories").addObject();
      repository.put("id", 1_296_269).put("name", name).put("full_name", OWNER + "/" + name);
      repository.putObject("owner").put("login", OWNER).put("id", 1);
      repository.put("private", true).put("default_branch", "main");
    }
    return body;
  }

  private Answer revoke(Call call) {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return Answer.error(failure, "not revoked");
    }
    return live.remove(call.header("Authorization").replaceFirst("^Bearer ", ""))
        ? new Answer(204, Map.of(), StrictJson.object())
        : Answer.error(401, "Bad credentials");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
