package io.sallyport.validator.bundle;

import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.contract.bundle.BundleSignature;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.bundle.Maintainers;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.service.config.ConfigException;
import io.sallyport.validator.Demo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bundles that begin as a copy of the demo's. */
public final class Bundles {
  private static final List<String> GATED =
      List.of(
          "actions/Release.avsc",
          "approvers.yaml",
          "policy-release.yaml",
          "rule-release-on-tag.yaml");

  private Bundles() {}

  /** A copy of the demo's bundle in {@code directory}, without its gated type and its persons. */
  public static Path copy(Path directory) {
    try (Stream<Path> files = Files.walk(Demo.BUNDLE)) {
      for (Path file : files.sorted().toList()) {
        Path target = directory.resolve(Demo.BUNDLE.relativize(file).toString());
        if (!Files.isDirectory(target)) {
          Files.copy(file, target);
        }
      }
      for (String gated : GATED) {
        Files.delete(directory.resolve(gated));
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, read. */
  public static Bundle readCopy() {
    try {
      Path directory = Files.createTempDirectory("bundle");
      Bundle bundle = read(copy(directory));
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
      return bundle;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes one more file, or another text into one that is there. */
  public static void write(Path bundle, String file, String text) {
    try {
      Files.writeString(bundle.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces a piece of a file's text. */
  public static void replace(Path bundle, String file, String piece, String by) {
    try {
      String text = Files.readString(bundle.resolve(file));
      if (!text.contains(piece)) {
        throw new IllegalArgumentException(file + " does not hold " + piece);
      }
      write(bundle, file, text.replace(piece, by));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Digest digest(Path bundle) {
    return BundleFiles.read(bundle).digest();
  }

  /** Signs what is there now. */
  public static void sign(Path bundle, long number, SigningKey... keys) {
    BundleVersion version = new BundleVersion(digest(bundle), number);
    String signatures =
        Arrays.stream(keys)
            .map(key -> new BundleSignature("validator", version, Demo.NOW).sign(key))
            .collect(Collectors.joining("\n"));
    write(bundle, Maintainers.FILE, signatures);
  }

  public static Bundle read(Path bundle) {
    return BundleReader.read(bundle, Path.of(""), Demo.LIMITS);
  }

  /** All problems of a bundle, as its maintainer sees them. */
  public static String problems(Path bundle) {
    return problems(bundle, Demo.LIMITS);
  }

  /** The same where the process sets other limits. */
  public static String problems(Path bundle, BundleLimits limits) {
    try {
      BundleReader.read(bundle, Path.of(""), limits);
      return "";
    } catch (ConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
