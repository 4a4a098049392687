package io.sallyport.evidence.signature;

import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.Secret;
import java.util.List;
import java.util.function.Function;

/** Verifies deliveries of one source; any number of threads may use it. */
@FunctionalInterface
public interface SignatureVerifier {

  /**
   * Verifies raw bytes, before anything parses them.
   *
   * @param headers all values of a header by its lower-case name, in order
   * @param body the bytes as they came
   */
  Verification verify(Function<String, List<String>> headers, byte[] body);

  /**
   * The verifier of a source with its secrets read from their files; throws as {@link Secret#read}
   * does, so that a process without its secrets does not start.
   */
  static SignatureVerifier open(SourceSpec source) {
    List<Secret> secrets = source.scheme().secretFiles().stream().map(Secret::read).toList();
    return switch (source.scheme().preset()) {
      case GITHUB -> new GithubSignature(secrets, source.assurance());
    };
  }
}
