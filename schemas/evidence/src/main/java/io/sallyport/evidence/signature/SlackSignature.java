package io.sallyport.evidence.signature;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.evidence.key.Signed;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.text.StrictText;
import io.sallyport.service.config.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Slack's request signature, version 0: {@code X-Slack-Signature: v0=<hex>}, HMAC-SHA256 of {@code
 * v0:<timestamp>:<body>}, with the seconds in {@code X-Slack-Request-Timestamp}. No id is signed.
 */
public final class SlackSignature implements SignatureForm {
  /** The header that carries the signature. */
  public static final String SIGNATURE = "x-slack-signature";

  /** The header that carries the seconds since 1970. */
  public static final String TIMESTAMP = "x-slack-request-timestamp";

  private static final String VERSION = "v0=";
  private static final int MAC_SIZE = 32;

  /** The signature's value for a body, as the sender computes it. */
  public static String sign(Secret secret, Instant at, byte[] body) {
    byte[] prefix = Bytes.utf8(prefix(Long.toString(at.getEpochSecond()))).toArray();
    return VERSION + HmacSecrets.mac(secret, prefix, body).hex();
  }

  @Override
  public List<String> headers() {
    return List.of(SIGNATURE, TIMESTAMP);
  }

  @Override
  public Optional<Presented> read(Map<String, String> values) {
    String value = values.getOrDefault(SIGNATURE, "");
    String timestamp = values.getOrDefault(TIMESTAMP, "");
    Optional<Instant> at = StrictText.seconds(timestamp);
    if (at.isEmpty() || !value.startsWith(VERSION)) {
      return Optional.empty();
    }
    return StrictText.hex(value.substring(VERSION.length()), MAC_SIZE)
        .map(mac -> new Presented(Claims.at(at.get()), Signed.of(prefix(timestamp), mac)));
  }

  private static String prefix(String timestamp) {
    return "v0:" + timestamp + ":";
  }
}
