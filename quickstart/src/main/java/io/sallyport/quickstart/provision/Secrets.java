package io.sallyport.quickstart.provision;

import io.sallyport.quickstart.files.OwnerFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Random secrets in files, made once. */
final class Secrets {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** Writes 32 random bytes in hexadecimal, unless the file is there. */
  static void make(Path file) {
    if (Files.notExists(file)) {
      byte[] bytes = new byte[BYTES];
      RANDOM.nextBytes(bytes);
      write(file, HexFormat.of().formatHex(bytes) + "\n");
    }
  }

  /** Writes the same secret into another holder's file. */
  static void share(Path from, Path to) {
    write(to, Bundles.read(from));
  }

  private static void write(Path file, String text) {
    OwnerFiles.directory(file.toAbsolutePath().resolveSibling(""));
    OwnerFiles.write(file, text);
  }
}
