package io.sallyport.evidence.key;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Agents' public keys; a signature names the one that made it, and the agent it belongs to. */
public final class AgentKeys implements SenderKeys {
  private final Map<Signer, PublicKey> keys = new HashMap<>();

  private AgentKeys() {}

  /**
   * The keys in these JWKs and JWK Sets; {@link IllegalArgumentException} for two with one {@code
   * kid}.
   */
  public static AgentKeys ofJwks(List<Bytes> files) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("scheme.keyFiles: at least one is needed");
    }
    AgentKeys agents = new AgentKeys();
    for (Bytes jwk : JwkSet.keys(files)) {
      AgentKey read = AgentKey.parse(jwk);
      boolean isTaken =
          agents.keys.keySet().stream()
              .anyMatch(other -> other.keyId().equals(read.signer().keyId()));
      if (isTaken) {
        throw new IllegalArgumentException("two agents' keys have the same kid");
      }
      agents.keys.put(read.signer(), read.key());
    }
    return agents;
  }

  /** Whether a text can name an agent. */
  public static boolean isName(String text) {
    return AgentKey.isName(text);
  }

  /** Whether a text can name an agent's key. */
  public static boolean isKeyId(String text) {
    return AgentKey.isKeyId(text);
  }

  @Override
  public boolean hold(Signed signed, byte[] body) {
    return signed
        .signer()
        .filter(keys::containsKey)
        .map(signer -> holds(signer, signed, body))
        .orElse(false);
  }

  private boolean holds(Signer signer, Signed signed, byte[] body) {
    PublicKey key = keys.get(signer);
    return key != null
        && signed.signatures().stream()
            .anyMatch(signature ->
                Signatures.hold(algorithm(signer), key, signed.prefix(), body, signature));
  }

  private static Signature algorithm(Signer signer) {
    return signer.algorithm().equals("ES256") ? Signatures.es256() : Provider.fastest().signature();
  }
}
