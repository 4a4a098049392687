package io.sallyport.evidence.source;

import io.sallyport.evidence.form.HeaderName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which HTTP headers a source may forward: never credentials, never what means something to the
 * transport, to tracing or to a later reader of the record.
 */
final class ForwardHeaders {
  static final int MAX_NAMES = 32;

  private static final Set<String> RESERVED =
      Set.of(
          "authorization",
          "baggage",
          "connection",
          "content-length",
          "content-type",
          "cookie",
          "expect",
          "forwarded",
          "host",
          "keep-alive",
          "mandate",
          "set-cookie",
          "te",
          "traceparent",
          "tracestate",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via",
          "x-api-key",
          "x-gitlab-token",
          "x-real-ip");

  private static final List<String> RESERVED_PREFIXES =
      List.of("ce-", "ce_", "http-", "kafka", "proxy-", "sallyport", "sec-", "x-forwarded-", "__");

  private ForwardHeaders() {}

  /** What is wrong with this name, if anything. */
  static Optional<String> problem(String name) {
    Optional<String> problem = HeaderName.problem(name);
    boolean isReserved =
        RESERVED.contains(name) || RESERVED_PREFIXES.stream().anyMatch(name::startsWith);
    return problem.isEmpty() && isReserved
        ? Optional.of("'" + name + "' is reserved and never forwarded")
        : problem;
  }
}
