package io.sallyport.evidence.source;

import io.sallyport.contract.id.DedupeId.Basis;
import io.sallyport.evidence.source.Scheme.Preset;
import io.sallyport.service.config.ConfigNode;
import java.time.Duration;
import java.util.Optional;

/**
 * What makes two arrivals the same delivery, and for how long that is remembered. Only what the
 * scheme signs can, or what is as well proved as the body.
 *
 * @param by which bytes
 * @param window how long after the first arrival another counts as a duplicate
 */
public record Dedupe(Basis by, Duration window) {
  /** As long as Standard Webhooks retries. */
  private static final Duration RETRIES = Duration.ofHours(75);

  private static final Duration MIN_WINDOW = Duration.ofMinutes(1);
  private static final Duration MAX_WINDOW = Duration.ofDays(366);

  static Dedupe read(ConfigNode dedupe, Scheme scheme, boolean isDirect) {
    Basis by = dedupe.choice("by", Basis.class, usual(scheme));
    problem(by, scheme, isDirect).ifPresent(why -> dedupe.problem("by", why));
    Duration window = dedupe.duration("window", RETRIES, MIN_WINDOW, MAX_WINDOW);
    if (scheme.preset() == Preset.STANDARD_WEBHOOKS && window.compareTo(RETRIES) < 0) {
      dedupe.problem("window", "must be at least 75h: Standard Webhooks retries for so long");
    }
    if (window.compareTo(scheme.replayable()) < 0) {
      dedupe.problem("window", "must be at least twice scheme.tolerance and a minute");
    }
    return new Dedupe(by, window);
  }

  private static Basis usual(Scheme scheme) {
    if (scheme.preset() == Preset.NONE) {
      return Basis.NONE;
    }
    return scheme.signsId() ? Basis.SIGNED_ID : Basis.SIGNED_BYTES;
  }

  private static Optional<String> problem(Basis by, Scheme scheme, boolean isDirect) {
    boolean isSigned = scheme.preset() != Preset.NONE;
    return switch (by) {
      case SIGNED_ID -> unless(scheme.signsId(), "must not be signedId: this scheme signs no id");
      case SIGNED_BYTES -> unless(isSigned, "must be none: this scheme signs nothing");
      case NONE ->
          unless(!isSigned, "must not be none: each replay of a signed delivery would count");
      case IDEMPOTENCY_KEY ->
          unless(
              isKeyProved(scheme.preset(), isDirect),
              "must not be idempotencyKey: no scheme signs that header; see signedId");
    };
  }

  /** Whether a key is as well proved as the body: signed with it, or by the topic as it is. */
  private static boolean isKeyProved(Preset preset, boolean isDirect) {
    return preset == Preset.JWS_DETACHED || (isDirect && preset == Preset.NONE);
  }

  private static Optional<String> unless(boolean isFit, String problem) {
    return isFit ? Optional.empty() : Optional.of(problem);
  }
}
