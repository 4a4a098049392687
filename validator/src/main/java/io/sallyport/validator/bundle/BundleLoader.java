package io.sallyport.validator.bundle;

import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.bundle.Maintainers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Loads the bundle of one directory, now and again. Where maintainers are named, their signatures
 * are checked before a byte of it is parsed. Immutable.
 *
 * @param directory where its files lie
 * @param home the directory of the process's own file, where relative references start
 * @param limits what holds for every bundle
 * @param maintainers whose signatures it needs; without them it loads as version 0
 * @param clock the wall clock
 */
public record BundleLoader(
    Path directory,
    Path home,
    BundleLimits limits,
    Optional<Maintainers> maintainers,
    InstantSource clock) {
  private static final String ROLE = "validator";
  private static final int MAX_SIGNATURES_SIZE = 64 << 10;

  /** Changes whenever anything changes that decides whether and what it loads. */
  public Digest stamp() {
    byte[] files = Bytes.utf8(BundleFiles.read(directory).digest().text()).toArray();
    return Digest.of(files, Bytes.utf8(signatures()).toArray());
  }

  /** Loads it; throws {@link ConfigException} with all problems. */
  public Bundle load() {
    BundleFiles files = BundleFiles.read(directory);
    return BundleReader.read(directory, files, version(files.digest()), home, limits);
  }

  private BundleVersion version(Digest digest) {
    if (maintainers.isEmpty()) {
      return BundleVersion.unsigned(digest);
    }
    Instant now = clock.instant();
    return switch (maintainers.get().check(ROLE, digest, signatures(), now)) {
      case Maintainers.Signed(BundleVersion version) -> version;
      case Maintainers.TooFew(int valid) ->
          throw refused(
              "%d of %d signatures hold over %s; sign it: sallyport bundle sign"
                  .formatted(valid, maintainers.get().threshold(), digest.text()));
    };
  }

  private String signatures() {
    Path file = directory.resolve(Maintainers.FILE);
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
    String file = directory.resolve(Maintainers.FILE).toString();
    return new ConfigException(List.of(new Problem(file, 1, 1, message, "")));
  }
}
