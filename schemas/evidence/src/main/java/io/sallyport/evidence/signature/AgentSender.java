package io.sallyport.evidence.signature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.evidence.key.Ed25519Keys;
import io.sallyport.evidence.key.Signer;
import io.sallyport.evidence.source.IdempotencyKey;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** What an agent writes that signs its proposals ({@link DetachedJws}), for trials and tests. */
public final class AgentSender {
  private final String source;
  private final Signer signer;
  private final PrivateKey key;

  /** Signs for a source with a private Ed25519 key that the signer names. */
  public AgentSender(String source, Signer signer, PrivateKey key) {
    this.source = source;
    this.signer = signer;
    this.key = key;
  }

  /**
   * The header with the evidence.
   *
   * @param at when it signs
   * @param id of the proposal
   * @param idempotencyKey of it, for a source that goes by that
   * @param body the raw bytes
   */
  public Map<String, String> headers(
      Instant at, String id, Optional<String> idempotencyKey, byte[] body) {
    ObjectNode header = StrictJson.object();
    header.put("typ", DetachedJws.TYP);
    header.put("alg", signer.algorithm());
    header.put("kid", signer.keyId());
    header.put("b64", false);
    header.putArray("crit").add("b64");
    header.put("aud", source);
    header.put("sub", signer.subject());
    header.put("iat", at.getEpochSecond());
    header.put("jti", id);
    idempotencyKey.ifPresent(text -> header.put(IdempotencyKey.MEMBER, text));
    String encoded = base64Url(StrictJson.write(header));
    Bytes signature = Ed25519Keys.sign(key, Bytes.utf8(encoded + ".").toArray(), body);
    return Map.of(DetachedJws.HEADER, encoded + ".." + base64Url(signature.toArray()));
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
