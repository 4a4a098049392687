package io.sallyport.evidence.key;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.Provider;
import io.sallyport.evidence.text.StrictText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;

/** Public Ed25519 keys that signatures do not name (RFC 8032). */
public final class Ed25519Keys implements SenderKeys {
  private static final int SIZE = 32;
  private static final String STANDARD_WEBHOOKS = "whpk_";

  private final List<PublicKey> keys;

  /** Any of these keys; refuses to exist without one. */
  public Ed25519Keys(List<Jwk> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("scheme.keyFiles: at least one is needed");
    }
    this.keys = keys.stream().map(Jwk::publicKey).toList();
  }

  /** Keys written as JWKs (RFC 8037) or JWK Sets. */
  public static Ed25519Keys ofJwks(List<Bytes> files) {
    return new Ed25519Keys(JwkSet.keys(files).stream().map(Ed25519Keys::jwk).toList());
  }

  /** Keys written {@code whpk_} and base64 of 32 bytes, as Standard Webhooks has them. */
  public static Ed25519Keys ofStandardWebhooks(List<Bytes> files) {
    return new Ed25519Keys(files.stream().map(Ed25519Keys::whpk).toList());
  }

  /** Keys written as 64 hexadecimal digits, as Discord shows them. */
  public static Ed25519Keys ofHex(List<Bytes> files) {
    return new Ed25519Keys(files.stream().map(Ed25519Keys::hex).toList());
  }

  /** What the sender does: signs all parts, one behind the other. */
  public static Bytes sign(PrivateKey key, byte[]... parts) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      for (byte[] part : parts) {
        signature.update(part);
      }
      return Bytes.of(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the private key is not Ed25519", e);
    }
  }

  private static Jwk hex(Bytes file) {
    return StrictText.hex(new String(file.toArray(), StandardCharsets.ISO_8859_1).strip(), SIZE)
        .map(Jwk::new)
        .orElseThrow(() ->
            new IllegalArgumentException("a Discord key is 64 lower-case hexadecimal digits"));
  }

  private static Jwk jwk(Bytes file) {
    return Jwk.parse(file.toArray())
        .orElseThrow(() -> new IllegalArgumentException("a key is an Ed25519 JWK (RFC 8037)"));
  }

  private static Jwk whpk(Bytes file) {
    String text = new String(file.toArray(), StandardCharsets.ISO_8859_1).strip();
    String rest = text.startsWith(STANDARD_WEBHOOKS) ? text.substring(5) : "";
    return StrictText.base64(rest)
        .filter(bytes -> bytes.size() == SIZE)
        .map(Jwk::new)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a Standard Webhooks key is whpk_ and base64 of 32 bytes"));
  }

  @Override
  public boolean hold(Signed signed, byte[] body) {
    return keys.stream()
        .anyMatch(key ->
            signed.signatures().stream()
                .anyMatch(signature -> holds(key, signed, body, signature)));
  }

  private static boolean holds(PublicKey key, Signed signed, byte[] body, Bytes signature) {
    return Signatures.hold(Provider.fastest().signature(), key, signed.prefix(), body, signature);
  }
}
