package io.sallyport.executor.bundle;

import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.FileCredential;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigNode;
import java.time.Duration;

/**
 * A Credential document.
 *
 * @param name its name, which handlers use
 * @param credential where its leases come from
 */
public record CredentialDocument(String name, Credential credential) {
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
    return new CredentialDocument(name, file(spec.child("file"), limit, longest));
  }

  private static Credential file(ConfigNode file, int limit, Duration longest) {
    FileCredential credential = new FileCredential(file.path("path"), limit, longest);
    credential.problem().ifPresent(problem -> file.problem("path", "the file " + problem));
    return credential;
  }
}
