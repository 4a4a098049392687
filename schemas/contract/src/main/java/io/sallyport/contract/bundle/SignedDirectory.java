package io.sallyport.contract.bundle;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A directory that holds the bundle of a role, with its maintainers' signatures beside it. They are
 * checked before a byte of the bundle is parsed. Immutable.
 *
 * @param path the directory
 * @param role whose bundle it must be
 * @param maintainers whose signatures it needs; without them it is version 0
 * @param clock the wall clock
 */
public record SignedDirectory(
    Path path, Role role, Optional<Maintainers> maintainers, InstantSource clock) {
  private static final int MAX_SIGNATURES_SIZE = 64 << 10;

  /** Who uses a bundle; a signature is for one of them. */
  public enum Role {
    /** Decides. */
    VALIDATOR,
    /** Performs. */
    EXECUTOR;

    /** The word in a signature: {@code validator}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Files that enough maintainers signed, and as which version. */
  public record Signed(BundleFiles files, BundleVersion version) {}

  /** Changes whenever anything changes that decides whether and what is read. */
  public Digest stamp() {
    byte[] files = Bytes.utf8(BundleFiles.read(path).digest().text()).toArray();
    return Digest.of(files, Bytes.utf8(signatures()).toArray());
  }

  /** Reads the files; throws {@link ConfigException} where signatures are missing. */
  public Signed read() {
    BundleFiles files = BundleFiles.read(path);
    return new Signed(files, version(files.digest()));
  }

  private BundleVersion version(Digest digest) {
    if (maintainers.isEmpty()) {
      return BundleVersion.unsigned(digest);
    }
    return switch (maintainers.get().check(role.text(), digest, signatures(), clock.instant())) {
      case Maintainers.Signed(BundleVersion version) -> version;
      case Maintainers.TooFew(int valid) ->
          throw refused(
              "%d of %d signatures hold over %s; sign it: sallyport bundle sign"
                  .formatted(valid, maintainers.get().threshold(), digest.text()));
    };
  }

  private String signatures() {
    Path file = path.resolve(Maintainers.FILE);
    try {
      if (Files.size(file) > MAX_SIGNATURES_SIZE) {
        throw refused("larger than 64KiB");
      }
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw refused("cannot be read, or is not ASCII text");
    }
  }

  /** Why these files do not load. */
  public ConfigException refused(String message) {
    String file = path.resolve(Maintainers.FILE).toString();
    return new ConfigException(List.of(new Problem(file, 1, 1, message, "")));
  }
}
