package io.sallyport.evidence.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId.Basis;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.mandate.Delegation;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.evidence.key.AgentKeys;
import io.sallyport.evidence.key.Ed25519Keys;
import io.sallyport.evidence.key.Signer;
import java.security.KeyPair;
import java.security.interfaces.EdECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Six who hand on, one to the next, with keys of their own. */
final class Handers {
  static final List<String> NAMES = List.of("anna", "b", "c", "d", "e", "worker");
  static final Instant NOW = Sample.NOW;
  static final Instant LATER = NOW.plusSeconds(600);

  private static final List<KeyPair> PAIRS = NAMES.stream().map(_ -> Sample.pair()).toList();
  private static final byte[] BODY = "{}".getBytes(UTF_8);

  private Handers() {}

  static AgentSender sender(int who, String source) {
    String name = NAMES.get(who);
    Signer signer = new Signer("Ed25519", name, name);
    return new AgentSender(source, signer, PAIRS.get(who).getPrivate());
  }

  static AgentSender.Grant grant(int to, Instant until, Effect effect, String... actions) {
    return new AgentSender.Grant(NAMES.get(to), NOW, until, effect, List.of(actions));
  }

  static String signed(int who, String input) {
    byte[] signature =
        Ed25519Keys.sign(PAIRS.get(who).getPrivate(), Bytes.utf8(input).toArray()).toArray();
    return input + "." + Sample.base64Url(signature);
  }

  /** What {@code from} hands on to the next. */
  static String hop(int from, int to) {
    return hop(from, grant(to, LATER, Effect.WRITE, "a.Deploy", "a.Restart"));
  }

  static String hop(int from, AgentSender.Grant grant) {
    return sender(from, "agents").handOn(grant);
  }

  /** What becomes of a proposal of {@code who} with these hops. */
  static Verification propose(int who, List<String> hops) {
    return propose(sender(who, "agents").with(hops), NOW);
  }

  static Verification propose(AgentSender sender, Instant at) {
    Map<String, String> headers = sender.headers(at, "p-1", Optional.empty(), BODY);
    return Examiner.with(new DetachedJws("agents", Basis.SIGNED_ID), keys(), Sample.TOLERANCE)
        .verify(name -> List.of(headers.getOrDefault(name, "")), BODY, at);
  }

  static Optional<Delegation> delegation(Verification verification) {
    return verification instanceof Verification.Proven(var claims)
        ? claims.delegation()
        : Optional.empty();
  }

  private static AgentKeys keys() {
    List<Bytes> jwks = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      String x = Sample.base64Url(Jwk.from((EdECPublicKey) PAIRS.get(i).getPublic()).x().toArray());
      jwks.add(
          Bytes.utf8(
              "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"%s\",\"x\":\"%s\"}"
                  .formatted(NAMES.get(i), x)));
    }
    return AgentKeys.ofJwks(jwks);
  }
}
