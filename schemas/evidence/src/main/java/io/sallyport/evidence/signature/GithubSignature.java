package io.sallyport.evidence.signature;

import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.evidence.key.Signed;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.text.StrictText;
import io.sallyport.service.config.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * GitHub's webhook signature: {@code X-Hub-Signature-256: sha256=<hex>}, HMAC-SHA256 of the body.
 *
 * <p>It covers neither the other headers nor a time: {@code X-GitHub-Event} and {@code
 * X-GitHub-Delivery} are not proven by it.
 */
public final class GithubSignature implements SignatureForm {
  /** The header that carries the signature. */
  public static final String HEADER = "x-hub-signature-256";

  private static final String PREFIX = "sha256=";
  private static final int MAC_SIZE = 32;

  /** The header's value for a body, as the sender computes it. */
  public static String sign(Secret secret, byte[] body) {
    return PREFIX + HmacSecrets.mac(secret, body).hex();
  }

  @Override
  public List<String> headers() {
    return List.of(HEADER);
  }

  @Override
  public Optional<Presented> read(Map<String, String> values) {
    String value = values.getOrDefault(HEADER, "");
    return value.startsWith(PREFIX)
        ? StrictText.hex(value.substring(PREFIX.length()), MAC_SIZE)
            .map(mac -> new Presented(Claims.NONE, Signed.of("", mac)))
        : Optional.empty();
  }
}
