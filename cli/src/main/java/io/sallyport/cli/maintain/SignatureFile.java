package io.sallyport.cli.maintain;

import io.sallyport.cli.files.WholeFile;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.bundle.BundleSignature;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.bundle.Maintainers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The signatures beside a bundle's files. */
record SignatureFile(Path file) {
  static SignatureFile of(Path bundle) {
    return new SignatureFile(bundle.resolve(Maintainers.FILE));
  }

  /** Its text, empty when there is no file. */
  String text() {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be read.", "Look whose it is; it is ASCII text.", e);
    }
  }

  /**
   * Adds a signature, and drops those over other files or another version, which count for nothing
   * any more.
   *
   * @return how many signatures there are now
   */
  int add(BundleVersion version, String jws) {
    List<String> lines = new ArrayList<>();
    text()
        .lines()
        .map(String::strip)
        .filter(line -> isOf(version, line) && !line.equals(jws))
        .forEach(lines::add);
    lines.add(jws);
    write(String.join("\n", lines) + "\n");
    return lines.size();
  }

  private static boolean isOf(BundleVersion version, String line) {
    return BundleSignature.claimedBy(line)
        .filter(claimed -> claimed.version().equals(version))
        .isPresent();
  }

  /** As a whole or not at all: a validator may be looking. */
  private void write(String text) {
    WholeFile.write(file, text.getBytes(StandardCharsets.US_ASCII));
  }
}
