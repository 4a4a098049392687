package io.sallyport.cli.prove;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Reads reports, each with the key of who it says it is from.
 *
 * @param keys directory of {@code <principal>-proof.jwk} files
 */
record Collection(Path keys) {
  private static final String ENDING = "-proof.jwk";

  /** A report whose signature holds. */
  Report read(Path file) {
    String jws = text(file);
    int first = jws.indexOf('.');
    int second = jws.indexOf('.', first + 1);
    String principal = claimed(file, jws, first, second);
    Jwk key = KeyFile.readPublic(keys.resolve(principal + ENDING));
    JwsVerifier verifier =
        new JwsVerifier(
            List.of(PinnedKey.active(key, Typ.PROOF, Set.of())), Typ.PROOF, "", Report.MAX_SIZE);
    return switch (verifier.verify(jws, java.time.Instant.now())) {
      case JwsVerifier.Result.Verified verified ->
          Report.parse(verified.payload())
              .filter(report -> report.principal().equals(principal))
              .orElseThrow(() -> refused(file, "its claims are not those of a report"));
      case JwsVerifier.Result.Refused refused -> throw refused(file, refused.code().text());
    };
  }

  /** Whose key it has to be; proves nothing. */
  private static String claimed(Path file, String jws, int first, int second) {
    try {
      Bytes payload =
          Bytes.of(java.util.Base64.getUrlDecoder().decode(jws.substring(first + 1, second)));
      return Report.parse(payload)
          .map(Report::principal)
          .filter(name -> name.matches("[a-z0-9-]{1,60}"))
          .orElseThrow(() -> refused(file, "it names no principal"));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw refused(file, "it is no signed report");
    }
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > Report.MAX_SIZE) {
        throw refused(file, "it is larger than " + Report.MAX_SIZE + " bytes");
      }
      return Files.readString(file, java.nio.charset.StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be read.", "Look at the path; it is ASCII text.", e);
    }
  }

  private static CannotRun refused(Path file, String why) {
    return new CannotRun(
        file + " does not count: " + why + ".",
        "Have the principal prove it again, and compare its key with <principal>" + ENDING + ".");
  }
}
