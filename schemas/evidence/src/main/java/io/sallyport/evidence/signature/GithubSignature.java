package io.sallyport.evidence.signature;

import io.sallyport.contract.mandate.Assurance;
import io.sallyport.service.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * GitHub's webhook signature: {@code X-Hub-Signature-256: sha256=<hex>}, HMAC-SHA256 of the body.
 *
 * <p>It covers neither the other headers nor a time: {@code X-GitHub-Event} and {@code
 * X-GitHub-Delivery} are not proven by it.
 */
public final class GithubSignature implements SignatureVerifier {
  /** The header that carries the signature. */
  public static final String HEADER = "x-hub-signature-256";

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "sha256=";
  private static final int HEX_DIGITS = 64;

  private final List<Secret> secrets;
  private final Assurance assurance;

  /** Accepts signatures by any of the secrets; refuses to exist without one. */
  public GithubSignature(List<Secret> secrets, Assurance assurance) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("scheme.secretFiles: at least one is needed");
    }
    this.secrets = List.copyOf(secrets);
    this.assurance = assurance;
  }

  /** The header's value for a body, as the sender computes it. */
  public static String sign(Secret secret, byte[] body) {
    return PREFIX + HexFormat.of().formatHex(mac(secret, body));
  }

  @Override
  public Verification verify(Function<String, List<String>> headers, byte[] body) {
    List<String> values = headers.apply(HEADER);
    if (values.isEmpty()) {
      return new Verification.Unproven(Verification.Reason.MISSING);
    }
    if (values.size() > 1) {
      return new Verification.Unproven(Verification.Reason.REPEATED);
    }
    if (!isWellFormed(values.getFirst())) {
      return new Verification.Unproven(Verification.Reason.MALFORMED);
    }
    if (!isOfAnySecret(values.getFirst(), body)) {
      return new Verification.Unproven(Verification.Reason.MISMATCH);
    }
    return new Verification.Proven(assurance);
  }

  private static boolean isWellFormed(String value) {
    return value.length() == PREFIX.length() + HEX_DIGITS
        && value.startsWith(PREFIX)
        && value.chars().skip(PREFIX.length()).allMatch(GithubSignature::isLowerHex);
  }

  private static boolean isLowerHex(int character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }

  /** Compares with every secret, whichever holds, so that the time tells nothing about them. */
  private boolean isOfAnySecret(String value, byte[] body) {
    byte[] claimed = value.getBytes(StandardCharsets.US_ASCII);
    boolean holds = false;
    for (Secret secret : secrets) {
      byte[] expected = sign(secret, body).getBytes(StandardCharsets.US_ASCII);
      holds |= MessageDigest.isEqual(expected, claimed);
    }
    return holds;
  }

  private static byte[] mac(Secret secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
