package io.sallyport.evidence.signature;

import io.sallyport.evidence.key.Signed;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.text.StrictText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A detached Ed25519 signature (RFC 8032): {@code X-Signature-Ed25519: <hex>} over the characters
 * of {@code X-Signature-Timestamp} and, directly behind them, the body; the form that Discord uses.
 *
 * <p>The timestamp is exactly ten digits, so that where it ends and the body begins is certain. No
 * id is signed.
 */
final class Ed25519Signature implements SignatureForm {
  static final String SIGNATURE = "x-signature-ed25519";
  static final String TIMESTAMP = "x-signature-timestamp";

  private static final int SIGNATURE_SIZE = 64;
  private static final int TIMESTAMP_DIGITS = 10;

  @Override
  public List<String> headers() {
    return List.of(SIGNATURE, TIMESTAMP);
  }

  @Override
  public Optional<Presented> read(Map<String, String> values) {
    String timestamp = values.getOrDefault(TIMESTAMP, "");
    Optional<Instant> at = StrictText.seconds(timestamp);
    if (at.isEmpty() || timestamp.length() != TIMESTAMP_DIGITS) {
      return Optional.empty();
    }
    return StrictText.hex(values.getOrDefault(SIGNATURE, ""), SIGNATURE_SIZE)
        .map(bytes -> new Presented(Claims.at(at.get()), Signed.of(timestamp, bytes)));
  }
}
