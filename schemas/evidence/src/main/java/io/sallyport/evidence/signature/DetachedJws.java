package io.sallyport.evidence.signature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId.Basis;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.evidence.key.AgentKeys;
import io.sallyport.evidence.key.Signed;
import io.sallyport.evidence.key.Signer;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.source.IdempotencyKey;
import io.sallyport.evidence.text.StrictText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An agent's signature over its proposal: a compact JWS with detached, unencoded payload (RFC 7515,
 * appendix F; RFC 7797) in {@code X-Jws-Signature}.
 *
 * <p>The protected header holds exactly {@code typ} {@value #TYP}, {@code alg} Ed25519 (RFC 9864)
 * or ES256, {@code kid}, {@code b64} false, {@code crit} ["b64"], {@code aud} the source's name,
 * {@code sub} the agent, {@code iat} seconds and {@code jti}, the same in every retry. Of a source
 * that goes by idempotency keys it also holds {@code idempotency_key}, and that is the same in
 * every retry. {@code delegation}, where it is there, has the hops ({@link Hop}) by which others
 * let the agent propose. Key, algorithm and agent must be those of one pinned key; a key or
 * algorithm in the header is never used.
 */
final class DetachedJws implements SignatureForm {
  static final String HEADER = "x-jws-signature";
  static final String TYP = "sallyport-proposal";
  static final String DELEGATION = "delegation";

  private static final Set<String> ALGORITHMS = Set.of("Ed25519", "ES256");
  private static final int MAX_ID = 128;
  private static final int SIGNATURE_SIZE = 64;
  private static final long MAX_SECONDS = 99_999_999_999L;

  private final String source;
  private final Basis by;

  DetachedJws(String source, Basis by) {
    this.source = source;
    this.by = by;
  }

  @Override
  public List<String> headers() {
    return List.of(HEADER);
  }

  @Override
  public Optional<Presented> read(Map<String, String> values) {
    String value = values.getOrDefault(HEADER, "");
    int gap = value.indexOf("..");
    if (gap < 0) {
      return Optional.empty();
    }
    String encoded = value.substring(0, gap);
    Optional<Bytes> signature =
        StrictText.base64Url(value.substring(gap + 2)).filter(b -> b.size() == SIGNATURE_SIZE);
    Optional<ObjectNode> header =
        StrictText.base64Url(encoded).flatMap(bytes -> StrictJson.read(bytes.toArray()));
    return header.isPresent() && signature.isPresent()
        ? presented(header.get(), encoded, signature.get())
        : Optional.empty();
  }

  private Optional<Presented> presented(ObjectNode header, String encoded, Bytes signature) {
    try {
      Fields fields = Fields.of(header);
      String algorithm = fields.text("alg");
      Signer signer = new Signer(algorithm, fields.text("kid"), fields.text("sub"));
      boolean isMeant = isProposal(fields) && fields.text("aud").equals(source);
      Optional<String> id = id(fields);
      long seconds = fields.integer("iat");
      Optional<Hops> hops = hops(fields);
      fields.end();
      boolean isWhole = id.isPresent() && hops.isPresent();
      if (!isMeant || !isNamed(signer) || !isWhole || !isTime(seconds)) {
        return Optional.empty();
      }
      Claims claims =
          new Claims(
              id, Optional.of(Instant.ofEpochSecond(seconds)), Optional.of(signer.subject()));
      Bytes input = Bytes.utf8(encoded + ".");
      return Optional.of(
          new Presented(
              claims,
              new Signed(input, List.of(signature), Optional.of(signer)),
              Optional.empty(),
              Optional.empty(),
              hops.get()));
    } catch (Fields.Mismatch e) {
      return Optional.empty();
    }
  }

  private static boolean isProposal(Fields fields) throws Fields.Mismatch {
    boolean isDetached = !fields.flag("b64") && fields.texts("crit").equals(List.of("b64"));
    return fields.text("typ").equals(TYP) && isDetached;
  }

  private static boolean isNamed(Signer signer) {
    return ALGORITHMS.contains(signer.algorithm())
        && AgentKeys.isKeyId(signer.keyId())
        && AgentKeys.isName(signer.subject());
  }

  private Optional<Hops> hops(Fields fields) throws Fields.Mismatch {
    return fields.has(DELEGATION)
        ? Hops.read(source, fields.texts(DELEGATION)).filter(hops -> !hops.hops().isEmpty())
        : Optional.of(Hops.NONE);
  }

  /** What is the same in every retry; empty when it, or the attempt's own id, is none. */
  private Optional<String> id(Fields fields) throws Fields.Mismatch {
    Optional<String> attempt =
        Optional.of(fields.text("jti")).filter(text -> StrictText.isVisible(text, MAX_ID));
    if (by != Basis.IDEMPOTENCY_KEY) {
      return attempt;
    }
    Optional<String> key =
        Optional.of(fields.text(IdempotencyKey.MEMBER)).filter(IdempotencyKey::isKey);
    return attempt.isPresent() ? key : Optional.empty();
  }

  private static boolean isTime(long seconds) {
    return seconds > 0 && seconds <= MAX_SECONDS;
  }
}
