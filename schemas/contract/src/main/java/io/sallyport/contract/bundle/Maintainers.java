package io.sallyport.contract.bundle;

import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whose signatures a bundle needs: k of n, each with one key.
 *
 * @param threshold k, from 1 to n
 * @param keys n different keys, 1 to 32
 */
public record Maintainers(int threshold, List<Jwk> keys) {
  /** The file beside a bundle's files that holds the signatures, one a line. */
  public static final String FILE = "bundle.jws";

  /** The most signatures that are looked at. */
  public static final int MAX_SIGNATURES = 32;

  /** What came of it. */
  public sealed interface Check {}

  /** So many have signed these files as this version. */
  public record Signed(BundleVersion version) implements Check {}

  /**
   * Too few have.
   *
   * @param valid how many signatures of maintainers hold over these files, for their best version
   */
  public record TooFew(int valid) implements Check {}

  /** Refuses a threshold that cannot be met, or is none, and a key that counts twice. */
  public Maintainers {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException("maintainers.keyFiles: 1 to 32 keys");
    }
    if (keys.stream().map(Jwk::thumbprint).distinct().count() < keys.size()) {
      throw new IllegalArgumentException("maintainers.keyFiles: one key is there twice");
    }
    if (threshold < 1 || threshold > keys.size()) {
      throw new IllegalArgumentException("maintainers.threshold: 1 to the number of keys");
    }
  }

  /**
   * Whether enough maintainers signed the files with {@code digest} for {@code role}. Signatures by
   * others, over other files and for other roles count for nothing.
   *
   * @param signatures the text of {@link #FILE}
   */
  public Check check(String role, Digest digest, String signatures, Instant now) {
    Map<Long, Set<String>> signers = new TreeMap<>();
    JwsVerifier verifier = verifier();
    signatures
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .limit(MAX_SIGNATURES)
        .forEach(line -> {
          if (verifier.verify(line, now) instanceof JwsVerifier.Result.Verified verified) {
            BundleSignature.parse(verified.payload())
                .filter(signature -> signature.role().equals(role))
                .map(BundleSignature::version)
                .filter(version -> version.isSigned() && version.digest().equals(digest))
                .ifPresent(version ->
                    signers
                        .computeIfAbsent(version.number(), n -> new HashSet<>())
                        .add(verified.keyId()));
          }
        });
    Optional<Long> best =
        signers.entrySet().stream()
            .filter(entry -> entry.getValue().size() >= threshold)
            .map(Map.Entry::getKey)
            .max(Long::compare);
    return best.<Check>map(number -> new Signed(new BundleVersion(digest, number)))
        .orElseGet(() -> new TooFew(signers.values().stream().mapToInt(Set::size).max().orElse(0)));
  }

  private JwsVerifier verifier() {
    List<PinnedKey> pinned =
        keys.stream().map(key -> PinnedKey.active(key, Typ.BUNDLE, Set.of())).toList();
    return new JwsVerifier(pinned, Typ.BUNDLE, "", BundleSignature.MAX_SIZE);
  }
}
