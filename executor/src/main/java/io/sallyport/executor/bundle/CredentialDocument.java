package io.sallyport.executor.bundle;

import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.FileCredential;
import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.minted.MintedCredential;
import io.sallyport.executor.credential.minted.MinterSocket;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A Credential document.
 *
 * @param name its name, which handlers use
 * @param credential where its leases come from
 */
public record CredentialDocument(String name, Credential credential) {
  private static final String FILE = "file";
  private static final String GITHUB = "githubApp";
  private static final String OAUTH = "oauth2";
  private static final String POSTGRES = "postgres";
  private static final String SSH = "ssh";
  private static final Set<String> KINDS = Set.of(FILE, GITHUB, OAUTH, POSTGRES, SSH);
  private static final Duration DEFAULT = Duration.ofSeconds(60);
  private static final Duration MAX = Duration.ofMinutes(5);

  /** Reads the document and looks whether its files can be used, where they are. */
  static CredentialDocument read(ConfigDocument document, Roots roots) {
    return document.finish(() -> read(document.name(), document.spec(), roots));
  }

  /** The same with leases of a minter. */
  CredentialDocument mintedBy(MinterSocket minter) {
    return new CredentialDocument(name, new MintedCredential(name, credential, minter));
  }

  private static CredentialDocument read(String name, ConfigNode spec, Roots roots) {
    ConfigNode lease = spec.childOrEmpty("lease");
    Duration longest = lease.duration("max", DEFAULT, Duration.ofSeconds(1), MAX);
    int limit = Math.toIntExact(lease.integer("limit", 8, 1, 1000));
    LeaseLimit leases = new LeaseLimit(name, limit, longest);
    return new CredentialDocument(name, kind(spec, leases, roots));
  }

  private static Credential kind(ConfigNode spec, LeaseLimit leases, Roots roots) {
    List<String> kinds = spec.keys().stream().filter(KINDS::contains).toList();
    if (kinds.size() > 1) {
      throw new IllegalArgumentException(
          "a credential is of one kind: file, githubApp, oauth2, postgres or ssh");
    }
    return switch (kinds.isEmpty() ? FILE : kinds.getFirst()) {
      case GITHUB -> GithubPart.read(spec.child(GITHUB), leases, roots);
      case OAUTH -> OauthPart.read(spec.child(OAUTH), leases, roots);
      case POSTGRES -> PostgresPart.read(spec.child(POSTGRES), leases, roots);
      case SSH -> SshPart.credential(spec.child(SSH), leases, roots);
      default -> file(spec.child(FILE), leases, roots);
    };
  }

  private static Credential file(ConfigNode file, LeaseLimit limit, Roots roots) {
    SecretFile secret = new SecretFile(file.path("path"));
    roots.check(file, "path", secret, secret::problem);
    return new FileCredential(secret, limit);
  }
}
