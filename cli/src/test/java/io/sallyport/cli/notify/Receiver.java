package io.sallyport.cli.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.contract.id.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver of Standard Webhooks that answers as it is told. */
final class Receiver implements AutoCloseable {
  static final byte[] KEY = new byte[24];

  private final HttpServer server;
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final Deque<Integer> answers = new ArrayDeque<>();

  /** One request; {@code isGenuine} as the specification has it verified. */
  record Got(String id, String body, boolean isGenuine) {}

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String id = header(exchange, "webhook-id");
    String signed = id + "." + header(exchange, "webhook-timestamp") + ".";
    String expected = "v1," + Base64.getEncoder().encodeToString(mac(signed, body));
    boolean isGenuine = header(exchange, "webhook-signature").equals(expected);
    got.add(new Got(id, new String(body, StandardCharsets.UTF_8), isGenuine));
    exchange.getResponseHeaders().add("location", address() + "/elsewhere");
    int status = Optional.ofNullable(answers.poll()).orElse(204);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static String header(HttpExchange exchange, String name) {
    return String.join("|", exchange.getRequestHeaders().getOrDefault(name, List.of()));
  }

  private static byte[] mac(String prefix, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      mac.update(Bytes.utf8(prefix).toArray());
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next answers; after these 204. */
  void answer(int... statuses) {
    for (int status : statuses) {
      answers.add(status);
    }
  }

  List<Got> got() {
    return got;
  }

  /** The same in short. */
  List<String> ids() {
    return got.stream().map(Got::id).toList();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A Notifier document for it. */
  String document() {
    return """
    apiVersion: sallyport/v1
    kind: Notifier
    metadata: {name: notifier}
    spec:
      endpoint: %s/hook
      secretFile: secret
      link: 'https://desk.example/held/{action}'
      state: told
      limits: {attempts: 3, timeout: 5s}
    """
        .formatted(address());
  }

  static String secret() {
    return "whsec_" + Base64.getEncoder().encodeToString(KEY);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
