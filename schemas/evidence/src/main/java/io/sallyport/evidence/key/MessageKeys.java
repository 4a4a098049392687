package io.sallyport.evidence.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.Provider;
import io.sallyport.evidence.text.StrictText;
import io.sallyport.service.config.Secret;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keys of HTTP message signatures, which name theirs ({@code keyid}). A key has one algorithm, that
 * of its kind (RFC 9421, section 3.3): what a signature says of it can only agree.
 */
public final class MessageKeys implements SenderKeys {
  private static final int MAX_NAME = 256;
  private static final int MIN_SECRET = 32;

  private final Map<String, Pinned> keys = new HashMap<>();

  private MessageKeys() {}

  /** A key, and whether it made a signature over a text. */
  private sealed interface Pinned {
    String algorithm();

    boolean holds(Bytes text, Bytes signature);
  }

  private record Public(String algorithm, PublicKey key) implements Pinned {
    @Override
    public boolean holds(Bytes text, Bytes signature) {
      return Signatures.hold(verifier(), key, text, new byte[0], signature);
    }

    private Signature verifier() {
      return switch (algorithm) {
        case "ed25519" -> Provider.fastest().signature();
        case "ecdsa-p256-sha256" -> Signatures.es256();
        default -> Signatures.rsaPss();
      };
    }
  }

  private record Shared(String algorithm, Secret secret) implements Pinned {
    @Override
    public boolean holds(Bytes text, Bytes signature) {
      return HmacSecrets.mac(SignatureAlgorithm.SHA256, secret, text.toArray())
          .sameAs(signature.toArray());
    }
  }

  /**
   * Public keys: JWKs or JWK Sets, Ed25519, P-256 or RSA, each with {@code kid}; {@link
   * IllegalArgumentException} for anything else.
   */
  public static MessageKeys ofJwks(List<Bytes> files) {
    MessageKeys pinned = new MessageKeys();
    JwkSet.keys(files).forEach(jwk -> pinned.add(jwk, MessageKeys::publicKey));
    return pinned.orRefused("scheme.keyFiles");
  }

  /** Shared secrets: JWKs of kty oct (RFC 7518, section 6.4), each with {@code kid}. */
  public static MessageKeys ofSecrets(List<Secret> files) {
    MessageKeys pinned = new MessageKeys();
    files.forEach(file -> pinned.add(Bytes.of(file.bytes()), MessageKeys::shared));
    return pinned.orRefused("scheme.secretFiles");
  }

  /** The secret in such a JWK, and its name. */
  public static Map.Entry<String, Secret> secret(Secret file) {
    MessageKeys one = ofSecrets(List.of(file));
    Map.Entry<String, Pinned> only = one.keys.entrySet().iterator().next();
    return only.getValue() instanceof Shared shared
        ? Map.entry(only.getKey(), shared.secret())
        : Map.entry(only.getKey(), file);
  }

  private MessageKeys orRefused(String where) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(where + ": at least one is needed");
    }
    return this;
  }

  /** Makes a key of a JWK's members. */
  private interface Maker {
    Optional<Pinned> of(ObjectNode members) throws Fields.Mismatch;
  }

  private void add(Bytes jwk, Maker maker) {
    Optional<ObjectNode> members = StrictJson.read(jwk.toArray());
    Optional<Pinned> made = members.flatMap(object -> made(object, maker));
    String name = members.map(object -> object.path("kid").asText("")).orElse("");
    if (made.isEmpty() || !StrictText.isVisible(name, MAX_NAME)) {
      throw new IllegalArgumentException(
          "a key of message signatures is a JWK with kid: Ed25519, P-256, RSA (2048 to 4096 bits,"
              + " e 65537), or in secretFiles oct of at least 32 bytes");
    }
    if (keys.put(name, made.get()) != null) {
      throw new IllegalArgumentException("two keys of message signatures have the same kid");
    }
  }

  private static Optional<Pinned> made(ObjectNode members, Maker maker) {
    try {
      return maker.of(members);
    } catch (Fields.Mismatch e) {
      return Optional.empty();
    }
  }

  private static Optional<Pinned> publicKey(ObjectNode members) throws Fields.Mismatch {
    return switch (Fields.of(members).text("kty")) {
      case "OKP" ->
          Jwk.parse(StrictJson.write(members)).map(jwk -> new Public("ed25519", jwk.publicKey()));
      case "EC" -> P256.parse(members).map(key -> new Public("ecdsa-p256-sha256", key));
      case "RSA" -> Rsa.parse(members).map(key -> new Public("rsa-pss-sha512", key));
      default -> Optional.empty();
    };
  }

  private static Optional<Pinned> shared(ObjectNode members) throws Fields.Mismatch {
    Fields fields = Fields.of(members);
    fields.text("kid");
    boolean isSecret = fields.text("kty").equals("oct");
    Optional<Bytes> secret = StrictText.base64Url(fields.text("k"));
    fields.optionalText("alg");
    fields.optionalText("use");
    fields.end();
    return secret
        .filter(bytes -> isSecret && bytes.size() >= MIN_SECRET)
        .map(bytes -> new Shared("hmac-sha256", Secret.of(bytes.toArray())));
  }

  /** Only of what is in front: the body is tied to it by its digest. */
  @Override
  public boolean hold(Signed signed, byte[] body) {
    Optional<Signer> signer = signed.signer();
    Optional<Pinned> key = signer.flatMap(said -> Optional.ofNullable(keys.get(said.keyId())));
    return key.isPresent()
        && signer.filter(said -> agrees(said, key.get())).isPresent()
        && signed.signatures().stream()
            .anyMatch(signature -> key.get().holds(signed.prefix(), signature));
  }

  private static boolean agrees(Signer said, Pinned key) {
    return said.algorithm().isEmpty() || said.algorithm().equals(key.algorithm());
  }
}
