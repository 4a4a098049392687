package io.sallyport.evidence.signature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.evidence.key.Ed25519Keys;
import io.sallyport.evidence.key.Signer;
import io.sallyport.evidence.source.IdempotencyKey;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an agent writes that signs its proposals ({@link DetachedJws}), for trials and tests. */
public final class AgentSender {
  private final String source;
  private final Signer signer;
  private final PrivateKey key;
  private final List<String> hops;

  /** Signs for a source with a private Ed25519 key that the signer names. */
  public AgentSender(String source, Signer signer, PrivateKey key) {
    this(source, signer, key, List.of());
  }

  private AgentSender(String source, Signer signer, PrivateKey key, List<String> hops) {
    this.source = source;
    this.signer = signer;
    this.key = key;
    this.hops = List.copyOf(hops);
  }

  /** The same on behalf of those who signed {@code hops}, who began first. */
  public AgentSender with(List<String> hops) {
    return new AgentSender(source, signer, key, hops);
  }

  /**
   * What is handed on.
   *
   * @param to the agent that may propose
   * @param from not before
   * @param until not from then on
   * @param effect the most
   * @param actions full names of action types
   */
  public record Grant(String to, Instant from, Instant until, Effect effect, List<String> actions) {
    /** Copies the names. */
    public Grant {
      actions = List.copyOf(actions);
    }
  }

  /** The hop by which this signer hands that on ({@link Hop}). */
  public String handOn(Grant grant) {
    ObjectNode header = StrictJson.object();
    header.put("typ", Hop.TYP);
    header.put("alg", signer.algorithm());
    header.put("kid", signer.keyId());
    ObjectNode claims = StrictJson.object();
    claims.put("iss", signer.subject());
    claims.put("sub", grant.to());
    claims.put("aud", source);
    claims.put("iat", grant.from().getEpochSecond());
    claims.put("exp", grant.until().getEpochSecond());
    claims.put("effect", grant.effect().text());
    grant.actions().forEach(claims.putArray("actions")::add);
    String input = base64Url(StrictJson.write(header)) + "." + base64Url(StrictJson.write(claims));
    Bytes signature = Ed25519Keys.sign(key, Bytes.utf8(input).toArray(), new byte[0]);
    return input + "." + base64Url(signature.toArray());
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
    if (!hops.isEmpty()) {
      hops.forEach(header.putArray(DetachedJws.DELEGATION)::add);
    }
    idempotencyKey.ifPresent(text -> header.put(IdempotencyKey.MEMBER, text));
    String encoded = base64Url(StrictJson.write(header));
    Bytes signature = Ed25519Keys.sign(key, Bytes.utf8(encoded + ".").toArray(), body);
    return Map.of(DetachedJws.HEADER, encoded + ".." + base64Url(signature.toArray()));
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
