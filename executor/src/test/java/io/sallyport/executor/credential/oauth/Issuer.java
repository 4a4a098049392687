package io.sallyport.executor.credential.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.contract.json.StrictJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
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
import java.util.function.Predicate;

/**
 * A small authorization server after RFC 6749, 7009, 7523 and 8693 that keeps count of the tokens
 * that live. Its answers can be spoiled. Safe for any thread.
 */
public final class Issuer implements AutoCloseable {
  /** Its one client. */
  public static final String CLIENT = "sallyport-deployments";

  /** By which it knows the client. */
  public static final String SECRET = "s3cret+%:/of-the-client";

  private final HttpServer server;
  private final Set<String> live = ConcurrentHashMap.newKeySet();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger issued = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile Predicate<Call> knowsClient = call -> isBasic(call, SECRET);
  private volatile Consumer<ObjectNode> spoil = answer -> {};
  private volatile Before before = () -> {};

  /** One request. */
  public record Call(String path, Optional<String> authorization, Map<String, String> form) {}

  /** What happens before an answer is given. */
  interface Before {
    void run() throws InterruptedException;
  }

  private Issuer(HttpServer server) {
    this.server = server;
  }

  /** Starts it on a free port. */
  public static Issuer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    Issuer issuer = new Issuer(server);
    server.createContext("/token", exchange -> issuer.answer(exchange, issuer::token));
    server.createContext("/revoke", exchange -> issuer.answer(exchange, issuer::revoke));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return issuer;
  }

  /** Where an endpoint of it is. */
  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Changes each answer of the token endpoint. */
  void spoil(Consumer<ObjectNode> how) {
    spoil = how;
  }

  /** Lets something happen before each answer. */
  void before(Before what) {
    before = what;
  }

  /** Recognises clients otherwise than by their secret. */
  public void knowsClientBy(Predicate<Call> proof) {
    knowsClient = proof;
  }

  /** The next revocations end with status 503. */
  void failRevocations(int count) {
    failures.set(count);
  }

  /** The tokens that may be used now. */
  public Set<String> live() {
    return Set.copyOf(live);
  }

  /** How many tokens lived at the same time at most. */
  int most() {
    return most.get();
  }

  /** All requests to a path. */
  public List<Call> calls(String path) {
    return calls.stream().filter(call -> call.path().equals(path)).toList();
  }

  private void answer(HttpExchange exchange, Reply reply) throws IOException {
    try (exchange) {
      Call call =
          new Call(
              exchange.getRequestURI().getPath(),
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
              form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      calls.add(call);
      before.run();
      Answer answer = knowsClient.test(call) ? reply.of(call) : Answer.error(401, "invalid_client");
      byte[] body = StrictJson.write(answer.body());
      exchange.getResponseHeaders().add("Content-Type", "application/json;charset=UTF-8");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer token(Call call) {
    String kind = call.form().getOrDefault("grant_type", "");
    if (!kind.equals("client_credentials") && !call.form().containsKey("subject_token")) {
      return Answer.error(400, "unsupported_grant_type");
    }
    String token = "t0ken-" + issued.incrementAndGet();
    live.add(token);
    most.accumulateAndGet(live.size(), Math::max);
    ObjectNode body = StrictJson.object();
    body.put("access_token", token).put("token_type", "Bearer").put("expires_in", 60);
    if (call.form().containsKey("subject_token")) {
      body.put("issued_token_type", TokenAnswer.ACCESS_TOKEN);
    }
    spoil.accept(body);
    return new Answer(200, body);
  }

  /** RFC 7009, section 2.2: also for a token that nobody knows the answer is 200. */
  private Answer revoke(Call call) {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return Answer.error(503, "temporarily_unavailable");
    }
    live.remove(call.form().getOrDefault("token", ""));
    return new Answer(200, StrictJson.object());
  }

  /** Whether its client shows that secret (RFC 6749, section 2.3.1). */
  public static boolean isBasic(Call call, String secret) {
    String header = call.authorization().orElse("");
    if (!header.startsWith("Basic ")) {
      return false;
    }
    byte[] pair = Base64.getDecoder().decode(header.substring("Basic ".length()));
    String[] parts = new String(pair, StandardCharsets.US_ASCII).split(":", -1);
    return parts.length == 2 && decode(parts[0]).equals(CLIENT) && decode(parts[1]).equals(secret);
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String field : body.split("&", -1)) {
      int equals = field.indexOf('=');
      form.put(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
    }
    return form;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private interface Reply {
    Answer of(Call call);
  }

  private record Answer(int status, ObjectNode body) {
    static Answer error(int status, String error) {
      return new Answer(status, StrictJson.object().put("error", error));
    }
  }
}
