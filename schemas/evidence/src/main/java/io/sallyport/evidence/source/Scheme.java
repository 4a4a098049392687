package io.sallyport.evidence.source;

import io.sallyport.contract.mandate.Assurance;
import java.nio.file.Path;
import java.util.List;

/**
 * How deliveries of a source are signed.
 *
 * @param preset the sender's scheme
 * @param verifiedBy who holds the secrets and verifies
 * @param secretFiles the secrets that are accepted, several while one is rotated; never empty
 */
public record Scheme(Preset preset, VerifiedBy verifiedBy, List<Path> secretFiles) {

  /** Refuses a scheme without a secret, which would have nothing to verify with. */
  public Scheme {
    if (secretFiles.isEmpty()) {
      throw new IllegalArgumentException("scheme.secretFiles: at least one is needed");
    }
    secretFiles = List.copyOf(secretFiles);
  }

  /** The known schemes. */
  public enum Preset {
    /** {@code X-Hub-Signature-256}: HMAC-SHA256 over the body. */
    GITHUB
  }

  /** The process that verifies. */
  public enum VerifiedBy {
    /** The gateway, before it accepts. */
    INGEST
  }

  Assurance assurance() {
    return switch (verifiedBy) {
      case INGEST -> Assurance.SHARED;
    };
  }
}
