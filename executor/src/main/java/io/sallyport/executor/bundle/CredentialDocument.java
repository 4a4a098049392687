package io.sallyport.executor.bundle;

import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.FileCredential;
import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.SecretFile;
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

  /** Reads the document and looks whether its file can be used. */
  static CredentialDocument read(ConfigDocument document) {
    return document.finish(() -> read(document.name(), document.spec()));
  }

  private static CredentialDocument read(String name, ConfigNode spec) {
    ConfigNode lease = spec.childOrEmpty("lease");
    Duration longest = lease.duration("max", DEFAULT, Duration.ofSeconds(1), MAX);
    int limit = Math.toIntExact(lease.integer("limit", 8, 1, 1000));
    LeaseLimit leases = new LeaseLimit(name, limit, longest);
    return new CredentialDocument(name, kind(spec, leases));
  }

  private static Credential kind(ConfigNode spec, LeaseLimit leases) {
    List<String> kinds = spec.keys().stream().filter(KINDS::contains).toList();
    if (kinds.size() > 1) {
      throw new IllegalArgumentException(
          "a credential is of one kind: file, githubApp, oauth2, postgres or ssh");
    }
    return switch (kinds.isEmpty() ? FILE : kinds.getFirst()) {
      case GITHUB -> GithubPart.read(spec.child(GITHUB), leases);
      case OAUTH -> OauthPart.read(spec.child(OAUTH), leases);
      case POSTGRES -> PostgresPart.read(spec.child(POSTGRES), leases);
      case SSH -> SshPart.credential(spec.child(SSH), leases);
      default -> file(spec.child(FILE), leases);
    };
  }

  private static Credential file(ConfigNode file, LeaseLimit limit) {
    SecretFile secret = new SecretFile(file.path("path"));
    secret.problem().ifPresent(problem -> file.problem("path", "the file " + problem));
    return new FileCredential(secret, limit);
  }
}
