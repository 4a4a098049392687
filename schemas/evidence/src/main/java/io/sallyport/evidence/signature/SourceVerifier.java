package io.sallyport.evidence.signature;

import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Makes the verifier of a source from its document. */
public final class SourceVerifier {

  private SourceVerifier() {}

  /**
   * The verifier of a source with its secrets read from their files; throws as {@link Secret#read}
   * does, so that a process without its secrets does not start.
   */
  public static SignatureVerifier atIngest(SourceSpec source) {
    return atIngest(source, Secret::read);
  }

  /** As the other, with another way to read the files. */
  public static SignatureVerifier atIngest(SourceSpec source, Function<Path, Secret> files) {
    List<Secret> secrets = source.scheme().secretFiles().stream().map(files).toList();
    return switch (source.scheme().preset()) {
      case GITHUB -> Examiner.with(new GithubSignature(), new HmacSecrets(secrets), Duration.ZERO);
    };
  }
}
