package io.sallyport.evidence.signature;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.key.Signed;
import io.sallyport.evidence.source.Claims;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The secret itself in a header, as GitLab sends it: it says who called, and nothing about the
 * body. Whoever sees one delivery can make any other.
 */
final class BearerToken implements SignatureForm {
  private final List<String> headers;

  BearerToken(List<String> headers) {
    this.headers = List.copyOf(headers);
  }

  @Override
  public List<String> headers() {
    return headers;
  }

  @Override
  public Optional<Presented> read(Map<String, String> values) {
    return Optional.of(values.getOrDefault(headers.getFirst(), ""))
        .filter(token -> !token.isEmpty())
        .map(token -> new Presented(Claims.NONE, Signed.of("", Bytes.utf8(token))));
  }
}
