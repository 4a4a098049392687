package io.sallyport.compose.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.send.IngestClient;
import io.sallyport.cli.send.SignedDelivery;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.evidence.form.Presets;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.evidence.key.Signer;
import io.sallyport.evidence.signature.AgentSender;
import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.service.config.Secret;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Whoever sends to one source, with a key that the validator can only verify. */
final class SampleSender {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SampleSite site;
  private final String source;
  private final Signing signing;

  /** What proves who it is. */
  private interface Signing {
    Map<String, String> headers(String id, byte[] body);
  }

  private SampleSender(SampleSite site, String source, Signing signing) {
    this.site = site;
    this.source = source;
    this.signing = signing;
  }

  /** An agent that signs each proposal. */
  static SampleSender agent(SampleSite site, String source) {
    KeyPair pair = pair();
    publish(site, source, jwk(source, pair));
    AgentSender sender =
        new AgentSender(source, new Signer("Ed25519", source, source), pair.getPrivate());
    return new SampleSender(
        site, source, (id, body) -> sender.headers(Instant.now(), id, Optional.empty(), body));
  }

  /** An agent that proposes on behalf of a person, who signed what it may propose. */
  static SampleSender agentOf(SampleSite site, String source, String person, Handed handed) {
    KeyPair own = pair();
    KeyPair persons = pair();
    publish(site, source, "{\"keys\": [%s, %s]}".formatted(jwk(source, own), jwk(person, persons)));
    AgentSender begins =
        new AgentSender(source, new Signer("Ed25519", person, person), persons.getPrivate());
    Instant now = Instant.now();
    String hop =
        begins.handOn(
            new AgentSender.Grant(
                source,
                now,
                now.plus(Duration.ofHours(1)),
                handed.effect(),
                List.of(handed.action())));
    AgentSender sender =
        new AgentSender(source, new Signer("Ed25519", source, source), own.getPrivate())
            .with(List.of(hop));
    return new SampleSender(
        site, source, (id, body) -> sender.headers(Instant.now(), id, Optional.empty(), body));
  }

  /** The most that a person lets an agent propose. */
  record Handed(Effect effect, String action) {}

  /** A service with a key of the preset {@code ed25519}. */
  static SampleSender service(SampleSite site, String source) {
    KeyPair pair = pair();
    publish(site, source, point(pair).canonical());
    SenderSignature signature =
        SenderSignature.with(Presets.named("ed25519").form(), pair.getPrivate());
    return new SampleSender(
        site, source, (id, body) -> signature.headers(Instant.now(), _ -> id, body));
  }

  /** A service with a secret of the preset {@code standard-webhooks}. */
  static SampleSender hooks(SampleSite site, String source) {
    byte[] random = Bytes.utf8(UUID.randomUUID().toString()).toArray();
    String written = "whsec_" + Base64.getEncoder().encodeToString(random);
    Sample.write(site.home("validator/secrets/" + source), written + "\n");
    Secret secret = HmacSecrets.standardWebhooks(Secret.of(written.getBytes(UTF_8)));
    SenderSignature signature =
        SenderSignature.with(Presets.named("standard-webhooks").form(), secret);
    return new SampleSender(
        site, source, (id, body) -> signature.headers(Instant.now(), _ -> id, body));
  }

  /** Sends it until ingest has taken it, which admits so many in a second; the delivery's id. */
  String send(String json) {
    return send(json, "msg_" + UUID.randomUUID());
  }

  private String send(String json, String id) {
    try (IngestClient ingest = new IngestClient()) {
      return Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(250))
          .until(() -> post(ingest, json, id), Optional::isPresent)
          .orElseThrow();
    }
  }

  private Optional<String> post(IngestClient ingest, String json, String id)
      throws InterruptedException {
    byte[] body = json.getBytes(UTF_8);
    Map<String, String> headers = new LinkedHashMap<>(Map.of("Content-Type", "application/json"));
    headers.putAll(signing.headers(id, body));
    IngestClient.Answer answer =
        ingest.post(new SignedDelivery(site.source(source), headers, Bytes.of(body)));
    assertThat(answer.status()).as("%s", answer).isIn(202, 429);
    return answer.delivery();
  }

  /** Ingest refuses early what the validator would refuse; a public key lets it forge nothing. */
  private static void publish(SampleSite site, String source, String keys) {
    for (String home : List.of("ingest", "validator")) {
      Sample.write(site.home(home).resolve("keys/" + source + ".jwk"), keys);
    }
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has Ed25519", e);
    }
  }

  private static Jwk point(KeyPair pair) {
    return Jwk.from((EdECPublicKey) pair.getPublic());
  }

  private static String jwk(String name, KeyPair pair) {
    return "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"kid\": \"%s\", \"x\": \"%s\"}"
        .formatted(name, point(pair).text());
  }
}
