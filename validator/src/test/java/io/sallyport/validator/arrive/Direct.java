package io.sallyport.validator.arrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.contract.Headers;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.id.Partitions;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.evidence.key.SignatureAlgorithm;
import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.evidence.signature.SourceVerifier;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.Secret;
import io.sallyport.validator.admit.Admission;
import io.sallyport.validator.admit.Admitter;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.admit.Memory;
import io.sallyport.validator.stream.RecordSizes;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Direct producers, what they write, and the gate's entrance behind arrive. */
final class Direct {
  static final Topics TOPICS = new Topics("sallyport");
  static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  static final byte[] BODY = "{\"a\":1}".getBytes(UTF_8);
  static final int PARTITIONS = 3;
  static final int MAX_BODY = 1 << 20;
  static final Memory NOTHING = id -> Optional.empty();
  static final String EVIDENCE = "x-hub-signature-256";

  /** Signs bodies. */
  static final SourceSpec ORDERS = direct("orders", "preset: github, secretFiles: [s]");

  /** Signs an id and a time besides. */
  static final SourceSpec HOOKS = direct("hooks", "preset: standard-webhooks, secretFiles: [s]");

  /** Signs nothing. */
  static final SourceSpec OPEN = direct("open", "preset: none");

  /** Signs nothing, and names each delivery. */
  static final SourceSpec KEYED = direct("keyed", "preset: none}, dedupe: {by: idempotencyKey");

  /** Signs nothing, and sends CloudEvents in binary mode. */
  static final SourceSpec EVENTS =
      direct("events", "preset: none}, payload: {kind: cloudevents, mode: binary");

  /** The same, and names each of them. */
  static final SourceSpec NAMED =
      direct(
          "named",
          "preset: none}, payload: {kind: cloudevents, mode: binary},"
              + " dedupe: {by: idempotencyKey");

  /** Comes over ingest. */
  static final SourceSpec GITHUB = read("github", "", "preset: github, secretFiles: [s]");

  static final Map<String, SourceSpec> SOURCES =
      Map.of(
          "orders", ORDERS, "hooks", HOOKS, "open", OPEN, "keyed", KEYED, "events", EVENTS, "named",
          NAMED, "github", GITHUB);

  private static final Secret SECRET = Secret.of("a secret of 24 bytes, no".getBytes(UTF_8));
  private static final Arrivals ARRIVALS =
      new Arrivals(TOPICS, new RecordSizes(MAX_BODY, MAX_BODY));
  private static final Admitter ADMITTER =
      new Admitter(
          TOPICS,
          PARTITIONS,
          SOURCES,
          source -> SourceVerifier.atGate(source, file -> secret(source)));

  private Direct() {}

  private static SourceSpec direct(String name, String scheme) {
    return read(
        name, "topic: untrusted.%s, principal: producer-%s, ".formatted(name, name), scheme);
  }

  private static SourceSpec read(String name, String topic, String scheme) {
    String text =
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: %s}
        spec: {%sscheme: {%s}}
        """
            .formatted(name, topic, scheme);
    return SourceReader.read(ConfigFile.parse("s.yaml", text).getFirst());
  }

  private static Secret secret(SourceSpec source) {
    return source.equals(HOOKS)
        ? Secret.of(("whsec_" + Base64.getEncoder().encodeToString(SECRET.bytes())).getBytes(UTF_8))
        : SECRET;
  }

  /** A record of a source on the topic of its own, with JSON as its media type. */
  static Delivery sent(SourceSpec source, byte[] body, RecordHeaders evidence) {
    RecordHeaders headers = new RecordHeaders(evidence);
    add(headers, Headers.CONTENT_TYPE, "application/json");
    return at(source.name(), Optional.of(Bytes.of(body)), headers);
  }

  static Delivery at(String source, Optional<Bytes> body, RecordHeaders headers) {
    Origin origin = new Origin(TOPICS.untrusted(source), 11, 42);
    return new Delivery(origin, NOW, Optional.of(Bytes.utf8("any")), body, headers);
  }

  static RecordHeaders signature(byte[] body) {
    return headers(EVIDENCE, SenderSignature.github(SECRET, body));
  }

  static RecordHeaders webhook(String id, byte[] body) {
    byte[] prefix = (id + "." + NOW.getEpochSecond() + ".").getBytes(UTF_8);
    byte[] mac = HmacSecrets.mac(SignatureAlgorithm.SHA256, SECRET, prefix, body).toArray();
    RecordHeaders headers = headers("webhook-id", id);
    add(headers, "webhook-timestamp", Long.toString(NOW.getEpochSecond()));
    add(headers, "webhook-signature", "v1," + Base64.getEncoder().encodeToString(mac));
    return headers;
  }

  static RecordHeaders headers(String name, String value) {
    RecordHeaders headers = new RecordHeaders();
    add(headers, name, value);
    return headers;
  }

  static void add(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  static Arrived rekey(Delivery sent) {
    return ARRIVALS.rekey(sent, SOURCES);
  }

  /** What the gate finds on arrived, a second later, where the key belongs. */
  static Delivery found(Arrived arrived) {
    int partition = Partitions.of(arrived.key().toArray(), PARTITIONS);
    return on(new Origin(TOPICS.arrived(), partition, 7), arrived);
  }

  static Delivery on(Origin place, Arrived arrived) {
    return new Delivery(
        place, NOW.plusSeconds(1), Optional.of(arrived.key()), arrived.body(), arrived.headers());
  }

  static Admission admit(Delivery found) {
    return admit(found, NOTHING, NOW.plusSeconds(2));
  }

  static Admission admit(Delivery found, Memory memory, Instant now) {
    return ADMITTER.admit(ADMITTER.locate(found), memory, now);
  }

  static Delivery locate(Delivery found) {
    return ADMITTER.locate(found);
  }
}
