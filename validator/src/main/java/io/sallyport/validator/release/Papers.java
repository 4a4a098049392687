package io.sallyport.validator.release;

import io.sallyport.contract.Headers;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;

/**
 * The two texts that a release has to show; nothing of them is verified yet.
 *
 * @param command of the operator
 * @param receipt of the validator
 */
record Papers(String command, String receipt) {
  private static final Set<String> NAMES =
      Set.of(Headers.COMMAND, Headers.RECEIPT, Headers.TRACEPARENT);

  /** Both, each once and in plain ASCII, beside no other header but {@code traceparent}. */
  static Optional<Papers> of(org.apache.kafka.common.header.Headers headers) {
    for (Header header : headers) {
      if (!NAMES.contains(header.key())) {
        return Optional.empty();
      }
    }
    boolean unclear = Headers.find(headers, Headers.TRACEPARENT) instanceof Headers.Found.Unclear;
    Optional<String> command = Headers.ascii(headers, Headers.COMMAND);
    Optional<String> receipt = Headers.ascii(headers, Headers.RECEIPT);
    return unclear || command.isEmpty() || receipt.isEmpty()
        ? Optional.empty()
        : Optional.of(new Papers(command.get(), receipt.get()));
  }
}
