package io.sallyport.cli.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jwk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The public half of a receipt key, as an auditor keeps it: a JWK, with {@code exp} once another
 * key is used instead.
 *
 * @param jwk the key
 * @param until receipts from this instant on are not signed with it
 */
public record ReceiptKey(Jwk jwk, Instant until) {
  private static final String EXPIRES = "exp";
  private static final int MAX_BYTES = 16 << 10;

  /** Reads a file. */
  public static ReceiptKey read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return StrictJson.read(in.readNBytes(MAX_BYTES))
          .flatMap(ReceiptKey::from)
          .orElseThrow(() -> unusable(file));
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be read.", "Look at the path and its rights.", e);
    }
  }

  private static Optional<ReceiptKey> from(ObjectNode json) {
    try {
      Instant until = json.has(EXPIRES) ? Fields.of(json).seconds(EXPIRES) : Instant.MAX;
      json.remove(EXPIRES);
      return Jwk.parse(StrictJson.write(json)).map(key -> new ReceiptKey(key, until));
    } catch (Fields.Mismatch e) {
      return Optional.empty();
    }
  }

  private static CannotRun unusable(Path file) {
    return new CannotRun(
        file + " is not an Ed25519 public key as JWK (RFC 8037).",
        "Copy the writer's public receipt key there again.");
  }

  /** The form of the file. */
  public String text() {
    if (until.equals(Instant.MAX)) {
      return jwk.canonical() + "\n";
    }
    String open = jwk.canonical();
    return open.substring(0, open.length() - 1)
        + ",\""
        + EXPIRES
        + "\":"
        + until.getEpochSecond()
        + "}\n";
  }
}
