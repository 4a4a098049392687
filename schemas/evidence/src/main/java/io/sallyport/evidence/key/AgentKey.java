package io.sallyport.evidence.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.evidence.text.StrictText;
import java.security.PublicKey;
import java.util.Optional;

/**
 * One agent's public key: a JWK with {@code kid}, Ed25519 (RFC 8037) or P-256 (RFC 7518), and, as a
 * member of ours, {@code sub}: the agent it belongs to, by default the {@code kid}.
 *
 * @param signer how signatures name it
 * @param key the key
 */
record AgentKey(Signer signer, PublicKey key) {
  private static final int MAX_NAME = 64;

  /** Whether a text can name an agent: {@code [A-Za-z0-9][A-Za-z0-9._@-]*}, up to 64. */
  static boolean isName(String text) {
    return isKeyId(text) && isLetterOrDigit(text.charAt(0));
  }

  /** Whether it can name a key: the same, or base64url such as a thumbprint (RFC 7638). */
  static boolean isKeyId(String text) {
    return StrictText.isVisible(text, MAX_NAME)
        && text.chars().allMatch(c -> isLetterOrDigit(c) || "._@-".indexOf(c) >= 0)
        && ".@".indexOf(text.charAt(0)) < 0;
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Reads the JWK; {@link IllegalArgumentException} when it is not one. */
  static AgentKey parse(Bytes file) {
    return StrictJson.read(file.toArray())
        .flatMap(AgentKey::from)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "an agent's key is a public JWK, Ed25519 or P-256, with kid and perhaps sub"));
  }

  private static Optional<AgentKey> from(ObjectNode object) {
    try {
      Fields fields = Fields.of(object.deepCopy());
      String keyId = fields.text("kid");
      String subject = fields.optionalText("sub").orElse(keyId);
      boolean isEdwards = fields.text("kty").equals("OKP");
      Optional<PublicKey> key = isEdwards ? edwards(object) : P256.parse(object);
      String algorithm = isEdwards ? "Ed25519" : "ES256";
      boolean isNamed = isKeyId(keyId) && isName(subject) && names(fields, algorithm);
      return key.filter(_ -> isNamed)
          .map(found -> new AgentKey(new Signer(algorithm, keyId, subject), found));
    } catch (Fields.Mismatch e) {
      return Optional.empty();
    }
  }

  private static boolean names(Fields fields, String algorithm) throws Fields.Mismatch {
    return fields.optionalText("alg").orElse(algorithm).equals(algorithm);
  }

  private static Optional<PublicKey> edwards(ObjectNode object) {
    ObjectNode plain = object.deepCopy();
    plain.remove("sub");
    return Jwk.parse(StrictJson.write(plain)).map(Jwk::publicKey);
  }
}
