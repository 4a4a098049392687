package io.sallyport.evidence.signature;

import io.sallyport.evidence.key.SenderKeys;
import io.sallyport.evidence.signature.SignatureForm.Presented;
import io.sallyport.evidence.signature.Verification.Reason;
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

  private Examiner(SignatureForm form, Optional<SenderKeys> keys, Duration tolerance) {
    this.form = form;
    this.keys = keys;
    this.tolerance = tolerance;
  }

  /** Proves with {@code keys}. */
  static SignatureVerifier with(SignatureForm form, SenderKeys keys, Duration tolerance) {
    return new Examiner(form, Optional.of(keys), tolerance);
  }

  /** Reads without any key: proves nothing. */
  static SignatureVerifier withoutKeys(SignatureForm form, Duration tolerance) {
    return new Examiner(form, Optional.empty(), tolerance);
  }

  @Override
  public Verification verify(Function<String, List<String>> headers, byte[] body, Instant at) {
    Map<String, String> values = new HashMap<>();
    for (String name : form.headers()) {
      List<String> found = headers.apply(name);
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
    if (keys.isPresent() && !keys.get().hold(presented.signed(), body)) {
      return new Verification.Unproven(Reason.MISMATCH);
    }
    if (!presented.claims().isWithin(tolerance, at)) {
      return new Verification.Unproven(Reason.STALE);
    }
    return keys.isPresent()
        ? new Verification.Proven(presented.claims())
        : new Verification.Presented(presented.claims());
  }
}
