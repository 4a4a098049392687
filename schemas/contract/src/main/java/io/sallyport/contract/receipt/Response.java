package io.sallyport.contract.receipt;

import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import java.util.Optional;

/**
 * A target's answer.
 *
 * @param status the HTTP status, the number of rows or records, or the exit status
 * @param digest of the body, result, output, or of the record's value
 * @param produced where the record lies, if the action was to produce one
 */
public record Response(int status, Digest digest, Optional<Origin> produced) {
  /** An answer of a target that is no topic. */
  public Response(int status, Digest digest) {
    this(status, digest, Optional.empty());
  }
}
