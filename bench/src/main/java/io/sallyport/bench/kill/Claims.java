package io.sallyport.bench.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The claims of signed records as a plain tree, once their signature holds. */
final class Claims {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_SIZE = 1 << 16;

  private final JwsVerifier verifier;

  private Claims(JwsVerifier verifier) {
    this.verifier = verifier;
  }

  static Claims ofReceipts(Jwk key) {
    PinnedKey pinned = PinnedKey.active(key, Typ.RECEIPT, Set.of());
    return new Claims(new JwsVerifier(List.of(pinned), Typ.RECEIPT, "", MAX_SIZE));
  }

  static Claims ofMandates(Jwk key, String cell) {
    PinnedKey pinned = PinnedKey.active(key, Typ.MANDATE, Set.of(cell));
    return new Claims(new JwsVerifier(List.of(pinned), Typ.MANDATE, cell, MAX_SIZE));
  }

  /** Empty when the signature does not hold. */
  Optional<JsonNode> of(byte[] jws) {
    String text = new String(jws, StandardCharsets.US_ASCII);
    return switch (verifier.verify(text, Instant.now())) {
      case JwsVerifier.Result.Refused refused -> Optional.empty();
      case JwsVerifier.Result.Verified verified -> Optional.of(tree(verified.payload().toArray()));
    };
  }

  private static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code sha256:} and hexadecimal digits, as records name bytes. */
  static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
