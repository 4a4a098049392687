package io.sallyport.evidence.key;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.text.StrictText;
import io.sallyport.service.config.Secret;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Shared secrets for HMAC. */
public final class HmacSecrets implements SenderKeys {
  private static final String STANDARD_WEBHOOKS = "whsec_";
  private static final int MIN_BYTES = 24;
  private static final int MAX_BYTES = 64;

  private final SignatureAlgorithm algorithm;
  private final List<SecretKeySpec> keys;

  /** Any of these secrets, byte for byte; refuses to exist without one. */
  public HmacSecrets(SignatureAlgorithm algorithm, List<Secret> secrets) {
    if (!algorithm.isHmac()) {
      throw new IllegalArgumentException("an HMAC is needed");
    }
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("scheme.secretFiles: at least one is needed");
    }
    this.algorithm = algorithm;
    this.keys = secrets.stream().map(secret -> key(algorithm, secret)).toList();
  }

  /** Secrets written {@code whsec_} and base64 of 24 to 64 bytes, as Standard Webhooks has them. */
  public static HmacSecrets ofStandardWebhooks(List<Secret> secrets) {
    return new HmacSecrets(
        SignatureAlgorithm.SHA256, secrets.stream().map(HmacSecrets::standardWebhooks).toList());
  }

  /** The bytes of a secret that is written as Standard Webhooks has it. */
  public static Secret standardWebhooks(Secret written) {
    String text = written.reveal();
    String rest = text.startsWith(STANDARD_WEBHOOKS) ? text.substring(6) : "";
    return StrictText.base64(rest)
        .filter(bytes -> bytes.size() >= MIN_BYTES && bytes.size() <= MAX_BYTES)
        .map(bytes -> Secret.of(bytes.toArray()))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a Standard Webhooks secret is whsec_ and base64 of 24 to 64 bytes"));
  }

  private static SecretKeySpec key(SignatureAlgorithm algorithm, Secret secret) {
    return new SecretKeySpec(secret.bytes(), algorithm.platformName());
  }

  /** The HMAC of {@code parts} by one secret, as the sender computes it. */
  public static Bytes mac(SignatureAlgorithm algorithm, Secret secret, byte[]... parts) {
    return mac(algorithm, key(algorithm, secret), parts);
  }

  /** Compares with every secret, whichever holds, so that the time tells nothing about them. */
  @Override
  public boolean hold(Signed signed, byte[] body) {
    boolean holds = false;
    for (SecretKeySpec key : keys) {
      Bytes expected = mac(algorithm, key, signed.prefix().toArray(), body);
      for (Bytes signature : signed.signatures()) {
        holds |= expected.sameAs(signature.toArray());
      }
    }
    return holds;
  }

  private static Bytes mac(SignatureAlgorithm algorithm, SecretKeySpec key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(algorithm.platformName());
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return Bytes.of(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + algorithm.platformName(), e);
    }
  }
}
