package io.sallyport.executor.credential.ssh;

import io.sallyport.executor.target.Cidr;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a Credential document says about certificates.
 *
 * @param authority signs them
 * @param principal whom they are for
 * @param command the only one that they allow
 * @param access what that command can do at most
 * @param terms what else stands in them
 */
public record CertificateSpec(
    CertificateAuthority authority,
    WordTemplate principal,
    WordTemplate command,
    Access access,
    Terms terms) {
  /** A certificate that reads allows nothing beyond its command. */
  public CertificateSpec {
    if (access == Access.READ && !terms.extensions().isEmpty()) {
      throw new IllegalArgumentException("extensions are for access: write");
    }
  }

  /** What the command can do at the target. */
  public enum Access {
    /** It changes nothing. */
    READ,
    /** It may change something. */
    WRITE
  }

  /**
   * What else stands in them.
   *
   * @param sources from where they count; from everywhere when empty
   * @param extensions what they allow beside the command
   * @param skew how far the targets' clocks may be behind
   */
  public record Terms(List<Cidr> sources, Set<Extension> extensions, Duration skew) {
    /** Copies. */
    public Terms {
      sources = List.copyOf(sources);
      extensions = Set.copyOf(extensions);
    }
  }
}
