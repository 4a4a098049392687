package io.sallyport.contract.jws;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Verifies compact JWS of one kind against pinned keys. The protected header must be byte-equal to
 * the one that belongs to a pinned key, so no JSON is parsed before the signature holds. Safe for
 * any thread.
 */
public final class JwsVerifier {
  private static final int SIGNATURE_SIZE = 64;
  private static final int MAX_PREPARED = 4;

  private final Map<String, Pinned> byHeader;
  private final String cell;
  private final int maxSize;
  private final Provider provider;

  /** A pinned key, and signature objects that are prepared to verify with it. */
  private record Pinned(PinnedKey key, PublicKey publicKey, Queue<Signature> prepared) {}

  /** What came of it. */
  public sealed interface Result {
    /** The signature holds: who signed, and the signed bytes. */
    record Verified(String keyId, Bytes payload) implements Result {}

    /** It does not count, and why. */
    record Refused(Code code) implements Result {}
  }

  /**
   * A verifier for one kind of record.
   *
   * @param keys the pinned keys; those of another kind are left out
   * @param typ the kind
   * @param cell whom the records are meant for; matters for keys that list cells
   * @param maxSize the longest accepted text, in characters
   */
  public JwsVerifier(List<PinnedKey> keys, Typ typ, String cell, int maxSize) {
    this(keys, typ, cell, maxSize, Provider.fastest());
  }

  /** As the other, on a provider of the caller's choice; for tests and benchmarks. */
  public JwsVerifier(List<PinnedKey> keys, Typ typ, String cell, int maxSize, Provider provider) {
    this.byHeader = new HashMap<>();
    this.cell = cell;
    this.maxSize = maxSize;
    this.provider = provider;
    for (PinnedKey key : keys) {
      if (key.typ() == typ) {
        Pinned pinned =
            new Pinned(key, key.jwk().publicKey(), new ArrayBlockingQueue<>(MAX_PREPARED));
        byHeader.put(Jws.header(key.jwk().thumbprint(), typ), pinned);
      }
    }
  }

  /** Verifies {@code text} at {@code now}. */
  public Result verify(String text, Instant now) {
    if (text.length() > maxSize) {
      return new Result.Refused(Code.MANDATE_TOO_LARGE);
    }
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (first < 0 || second < 0 || text.indexOf('.', second + 1) >= 0) {
      return new Result.Refused(Code.SIGNATURE_INVALID);
    }
    Pinned pinned = byHeader.get(text.substring(0, first));
    if (pinned == null) {
      return new Result.Refused(Code.KEY_UNKNOWN);
    }
    if (!pinned.key.counts(cell, now)) {
      return new Result.Refused(Code.KEY_NOT_VALID);
    }
    return verified(pinned, text, first, second);
  }

  private Result verified(Pinned pinned, String text, int first, int second) {
    Optional<byte[]> payload = canonicalBase64(text.substring(first + 1, second));
    Optional<byte[]> signature = canonicalBase64(text.substring(second + 1));
    byte[] input = text.substring(0, second).getBytes(StandardCharsets.ISO_8859_1);
    if (payload.isEmpty() || signature.isEmpty() || !holds(pinned, input, signature.get())) {
      return new Result.Refused(Code.SIGNATURE_INVALID);
    }
    return new Result.Verified(pinned.key.jwk().thumbprint(), Bytes.of(payload.get()));
  }

  private boolean holds(Pinned pinned, byte[] input, byte[] signatureBytes) {
    if (signatureBytes.length != SIGNATURE_SIZE) {
      return false;
    }
    Signature signature = pinned.prepared.poll();
    if (signature == null) {
      signature = provider.signature();
      Keys.initVerify(signature, pinned.publicKey);
    }
    try {
      signature.update(input);
      boolean holds = signature.verify(signatureBytes);
      pinned.prepared.offer(signature);
      return holds;
    } catch (SignatureException e) {
      return false;
    }
  }

  /** Only the one text that the encoder gives for these bytes: no padding, no stray low bits. */
  private static Optional<byte[]> canonicalBase64(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      String again = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      return again.equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
