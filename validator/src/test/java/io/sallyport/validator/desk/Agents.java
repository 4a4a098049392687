package io.sallyport.validator.desk;

import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.evidence.key.Signer;
import io.sallyport.evidence.signature.AgentSender;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundles;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Anna, a planner and a worker, who hand on to each other in that order. */
final class Agents {
  static final String DEPLOY = "com.example.actions.Deploy";
  static final List<String> CHAIN = List.of("agent:anna", "agent:planner", "agent:worker");
  static final Instant SOON = Demo.NOW.plus(Duration.ofMinutes(5));

  private static final List<String> NAMES = List.of("anna", "planner", "worker");
  private static final Map<String, KeyPair> KEYS =
      NAMES.stream().collect(Collectors.toMap(name -> name, _ -> pair()));

  private Agents() {}

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes their public keys there, for the list of a source. */
  static String keyFiles(Path keys) {
    return NAMES.stream()
        .map(name -> "'" + keyFile(keys, name) + "'")
        .collect(Collectors.joining(", "));
  }

  private static Path keyFile(Path keys, String name) {
    String key = Jwk.from((EdECPublicKey) key(name).getPublic()).canonical();
    Bundles.write(keys, name, key.replace("{", "{\"kid\":\"" + name + "\","));
    return keys.resolve(name);
  }

  private static KeyPair key(String name) {
    return Optional.ofNullable(KEYS.get(name)).orElseThrow();
  }

  static AgentSender sender(String name) {
    return new AgentSender("github", new Signer("Ed25519", name, name), key(name).getPrivate());
  }

  static List<String> hops(Instant until, Effect effect, String action) {
    Instant later = Demo.NOW.plus(Duration.ofHours(1));
    List<String> all = List.of(DEPLOY, "com.example.actions.Restart");
    return List.of(
        sender("anna").handOn(new AgentSender.Grant("planner", Demo.NOW, later, Effect.WRITE, all)),
        sender("planner")
            .handOn(new AgentSender.Grant("worker", Demo.NOW, until, effect, List.of(action))));
  }

  static String small(Instant until) {
    Instant from = Demo.NOW.minusSeconds(120);
    return sender("anna")
        .handOn(new AgentSender.Grant("worker", from, until, Effect.READ, List.of("a")));
  }

  static List<String> hops() {
    return hops(SOON, Effect.WRITE, DEPLOY);
  }
}
