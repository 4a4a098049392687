package io.sallyport.evidence.signature;

import io.sallyport.evidence.key.SenderKeys;
import io.sallyport.evidence.signature.SignatureForm.Presented;
import io.sallyport.evidence.signature.Verification.Reason;
import io.sallyport.evidence.source.Claims;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Examines evidence: each header once and bounded, then its form, then the signature, then the
 * time. Without keys the third step is left out, and the result says so. Immutable.
 */
final class Examiner implements SignatureVerifier {
  /** The longest value of an evidence header. */
  static final int MAX_VALUE = 4096;

  private final SignatureForm form;
  private final Optional<SenderKeys> keys;
  private final Duration tolerance;
  private final Duration lateness;

  private Examiner(
      SignatureForm form, Optional<SenderKeys> keys, Duration tolerance, Duration lateness) {
    this.form = form;
    this.keys = keys;
    this.tolerance = tolerance;
    this.lateness = lateness;
  }

  /** Proves with {@code keys}. */
  static Examiner with(SignatureForm form, SenderKeys keys, Duration tolerance) {
    return new Examiner(form, Optional.of(keys), tolerance, Duration.ZERO);
  }

  /** Reads without any key: proves nothing. */
  static Examiner withoutKeys(SignatureForm form, Duration tolerance) {
    return new Examiner(form, Optional.empty(), tolerance, Duration.ZERO);
  }

  /** The same for whoever hears of the delivery this much later than it came. */
  Examiner late(Duration other) {
    return new Examiner(form, keys, tolerance, other);
  }

  @Override
  public Verification verify(Function<String, List<String>> headers, byte[] body, Instant at) {
    Map<String, String> values = new HashMap<>();
    for (String name : form.headers()) {
      List<String> found = isLength(name) ? length(body) : headers.apply(name);
      Optional<Reason> problem = problem(found);
      if (problem.isPresent()) {
        return new Verification.Unproven(problem.get());
      }
      values.put(name, found.getFirst());
    }
    return form.read(values)
        .map(presented -> examine(presented, body, at))
        .orElseGet(() -> new Verification.Unproven(Reason.MALFORMED));
  }

  @Override
  public Optional<Instant> end() {
    return keys.flatMap(SenderKeys::end);
  }

  /** A record has no length but its body's; a request's was held to it when the body was read. */
  private static boolean isLength(String name) {
    return name.equals("content-length");
  }

  private static List<String> length(byte[] body) {
    return List.of(Integer.toString(body.length));
  }

  private static Optional<Reason> problem(List<String> values) {
    if (values.isEmpty()) {
      return Optional.of(Reason.MISSING);
    }
    if (values.size() > 1) {
      return Optional.of(Reason.REPEATED);
    }
    String value = values.getFirst();
    boolean isPrintable = value.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    return value.length() > MAX_VALUE || !isPrintable
        ? Optional.of(Reason.MALFORMED)
        : Optional.empty();
  }

  private Verification examine(Presented presented, byte[] body, Instant at) {
    byte[] signed = presented.digest().isPresent() ? new byte[0] : body;
    boolean isBody = presented.digest().map(digest -> digest.isOf(body)).orElse(true);
    if (!isBody || !isSigned(presented, signed)) {
      return new Verification.Unproven(Reason.MISMATCH);
    }
    if (!presented.claims().isWithin(tolerance, at) || isOver(presented, at)) {
      return new Verification.Unproven(Reason.STALE);
    }
    Optional<Reason> problem = problem(presented, at);
    if (problem.isPresent()) {
      return new Verification.Unproven(problem.get());
    }
    Claims claims = presented.claims().delegated(presented.hops().delegation());
    return keys.isPresent() ? new Verification.Proven(claims) : new Verification.Presented(claims);
  }

  /** Without keys nobody can say. */
  private boolean isSigned(Presented presented, byte[] body) {
    return keys.map(all -> all.hold(presented.signed(), body) && presented.hops().hold(all))
        .orElse(true);
  }

  private Optional<Reason> problem(Presented presented, Instant at) {
    return presented
        .signed()
        .signer()
        .flatMap(signer -> presented.hops().problem(signer.subject(), tolerance, lateness, at));
  }

  /** What ends is not tolerated any longer, but for the way from ingest to the broker. */
  private boolean isOver(Presented presented, Instant at) {
    return presented
        .expires()
        .map(end -> Duration.between(end, at).compareTo(lateness) > 0)
        .orElse(false);
  }
}
