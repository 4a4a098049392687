package io.sallyport.validator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.evidence.form.Presets;
import io.sallyport.evidence.key.Signer;
import io.sallyport.evidence.signature.AgentSender;
import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.service.config.Secret;
import io.sallyport.validator.bundle.Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Whoever has taken ingest: its directory with the secrets of {@code shared} sources, the tokens,
 * the public keys and its own private key, and what has come by meanwhile. What it does not have is
 * in {@link #HONEST}, {@link #BLIND}: a sender's private key, and the secret of a validator.
 */
final class TakenIngest {
  static final Secret SHARED = secret("the secret of the shared source");
  static final Secret TOKEN = secret("the token of the source with tokens");
  static final Secret BLIND = secret("a secret that the validator alone has");
  static final KeyPair HONEST = pair();

  /** A source of each kind, by its name: its scheme, and what it asks for. */
  static final Map<String, List<String>> SOURCES =
      Map.of(
          "hooks", List.of("{preset: standard-webhooks, keyFiles: [hooks]}", "Deploy"),
          "agents", List.of("{preset: jws-detached, keyFiles: [agents]}", "Deploy"),
          "blind",
              List.of("{preset: github, verifiedBy: validator, secretFiles: [blind]}", "Deploy"),
          "shared", List.of("{preset: github, secretFiles: [shared]}", "Deploy"),
          "token", List.of("{preset: gitlab, secretFiles: [token]}", "Ask"),
          "clients",
              List.of("{preset: mtls, keyFiles: [clients], names: ['subject:CN=orders']}", "Ask"),
          "open", List.of("{preset: none}", "Ask"),
          "orders", List.of("{preset: github, secretFiles: [shared]}", "Deploy"));

  private static final String WEBHOOK = "msg_";
  private static final String AGENT = "planner";

  private final Bundle bundle;
  private final PrivateKey own;
  private final PrivateKey generated = pair().getPrivate();
  private final Instant now = Instant.now();
  private int bodies;

  /**
   * With the certificate's key of its Kafka principal.
   *
   * @param pem the file where it lies
   */
  TakenIngest(Bundle bundle, Path pem) throws Exception {
    this.bundle = bundle;
    String text = Files.readString(pem);
    String begin = "-----BEGIN PRIVATE KEY-----";
    int start = text.indexOf(begin) + begin.length();
    byte[] encoded =
        Base64.getMimeDecoder().decode(text.substring(start, text.indexOf("-----END PRIVATE")));
    this.own = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  private static Secret secret(String text) {
    return Secret.of(text.getBytes(UTF_8));
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The honest sender's key, as its source's document names it. */
  static Jwk point() {
    return Jwk.from((EdECPublicKey) HONEST.getPublic());
  }

  /** A delivery that nobody has sent before. */
  byte[] body() {
    return Demo.push("acme/shop", "main", "%040x".formatted(++bodies)).getBytes(UTF_8);
  }

  /** A record as ingest would write it for this source, whatever stands in it. */
  ProducerRecord<byte[], byte[]> record(
      String source, byte[] body, Claims claims, Map<String, String> evidence) {
    var spec = Optional.ofNullable(bundle.sources().get(source)).orElseThrow();
    byte[] key = DedupeIdentity.key(spec, claims, Digest.of(body)).key();
    var headers = Demo.headers();
    headers.remove(Headers.CE_SOURCE);
    Demo.add(headers, Headers.CE_SOURCE, "/sources/" + source);
    evidence.forEach((name, value) -> Demo.add(headers, Headers.HTTP + name, value));
    int partition = Partitions.of(key, Demo.PARTITIONS);
    return new ProducerRecord<>(Demo.TOPICS.untrusted(), partition, key, body, headers);
  }

  /** Without any evidence. */
  ProducerRecord<byte[], byte[]> bare(String source) {
    return record(source, body(), Claims.NONE, Map.of());
  }

  Map<String, String> github(Secret secret, byte[] body) {
    return Map.of("x-hub-signature-256", SenderSignature.github(secret, body));
  }

  /** What the honest sender of webhooks wrote, and ingest has passed on. */
  ProducerRecord<byte[], byte[]> webhook(byte[] body, String id) {
    return webhook(HONEST.getPrivate(), body, id);
  }

  /** The same with a key that is none of the sender's. */
  ProducerRecord<byte[], byte[]> forgedWebhook() {
    return webhook(generated, body(), WEBHOOK + "forged");
  }

  private ProducerRecord<byte[], byte[]> webhook(PrivateKey key, byte[] body, String id) {
    return record("hooks", body, claims(id), webhookHeaders(key, body, id));
  }

  Map<String, String> webhookHeaders(PrivateKey key, byte[] body, String id) {
    SenderSignature sender =
        SenderSignature.with(Presets.named("standard-webhooks-asymmetric").form(), key);
    return sender.headers(now, name -> id, body);
  }

  /** The public key taken for an HMAC's secret, which ingest has. */
  ProducerRecord<byte[], byte[]> webhookByHmac() {
    byte[] body = body();
    String id = WEBHOOK + "hmac";
    Secret secret = Secret.of(point().x().toArray());
    SenderSignature sender =
        SenderSignature.with(Presets.named("standard-webhooks").form(), secret);
    return record("hooks", body, claims(id), sender.headers(now, name -> id, body));
  }

  Claims claims(String id) {
    return new Claims(Optional.of(id), Optional.of(now), Optional.empty());
  }

  /** An agent's proposal, signed with ingest's own key of TLS. */
  ProducerRecord<byte[], byte[]> proposal() throws Exception {
    byte[] body = body();
    Map<String, String> headers =
        new AgentSender("agents", new Signer("ES256", "k", AGENT), generated)
            .headers(now, "p-1", Optional.empty(), body);
    Map<String, String> resigned = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      resigned.put(header.getKey(), resigned(header.getValue(), body));
    }
    Claims claims = new Claims(Optional.of("p-1"), Optional.of(now), Optional.of(AGENT));
    return record("agents", body, claims, resigned);
  }

  private String resigned(String value, byte[] body) throws Exception {
    String encoded = value.substring(0, value.indexOf(".."));
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(own);
    signature.update(Bytes.utf8(encoded + ".").toArray());
    signature.update(body);
    return encoded
        + ".."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
  }

  /** The delivery of a source that has a topic of its own. */
  ProducerRecord<byte[], byte[]> direct() {
    byte[] body = body();
    return record("orders", body, Claims.NONE, github(SHARED, body));
  }

  /** Its document. */
  static String source(String name, String scheme) {
    String direct =
        name.equals("orders") ? "  topic: untrusted.orders\n  principal: producer-orders\n" : "";
    return """
    apiVersion: sallyport/v1
    kind: Source
    metadata: {name: %s}
    spec:
    %s  scheme: %s
      forwardHeaders: [x-hub-signature-256, webhook-id, webhook-timestamp, webhook-signature,
        x-jws-signature]
    """
        .formatted(name, direct, scheme);
  }
}
