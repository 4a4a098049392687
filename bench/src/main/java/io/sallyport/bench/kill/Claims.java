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
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The claims of signed records as a plain tree, once their signature holds. */
public final class Claims {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_SIZE = 1 << 16;

  private final JwsVerifier verifier;

  private Claims(JwsVerifier verifier) {
    this.verifier = verifier;
  }

  /** Of receipts. */
  public static Claims ofReceipts(Jwk key) {
    PinnedKey pinned = PinnedKey.active(key, Typ.RECEIPT, Set.of());
    return new Claims(new JwsVerifier(List.of(pinned), Typ.RECEIPT, "", MAX_SIZE));
  }

  /** Of mandates for a cell. */
  public static Claims ofMandates(Jwk key, String cell) {
    PinnedKey pinned = PinnedKey.active(key, Typ.MANDATE, Set.of(cell));
    return new Claims(new JwsVerifier(List.of(pinned), Typ.MANDATE, cell, MAX_SIZE));
  }

  /** Of what these persons say. */
  public static Claims ofVerdicts(Collection<Jwk> persons) {
    List<PinnedKey> pinned =
        persons.stream().map(key -> PinnedKey.active(key, Typ.APPROVAL, Set.of())).toList();
    return new Claims(new JwsVerifier(pinned, Typ.APPROVAL, "", MAX_SIZE));
  }

  /** Empty when the signature does not hold. */
  public Optional<JsonNode> of(byte[] jws) {
    String text = new String(jws, StandardCharsets.US_ASCII);
    return switch (verifier.verify(text, Instant.now())) {
      case JwsVerifier.Result.Refused refused -> Optional.empty();
      case JwsVerifier.Result.Verified verified -> Optional.of(tree(verified.payload().toArray()));
    };
  }

  /** JSON as a plain tree. */
  public static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code sha256:} and hexadecimal digits, as records name bytes. */
  public static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
