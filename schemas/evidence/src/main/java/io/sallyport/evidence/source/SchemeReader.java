package io.sallyport.evidence.source;

import io.sallyport.evidence.form.FormReader;
import io.sallyport.evidence.form.SignedForm;
import io.sallyport.evidence.source.Scheme.Preset;
import io.sallyport.evidence.source.Scheme.VerifiedBy;
import io.sallyport.service.config.ConfigNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code scheme} of a Source document. */
final class SchemeReader {
  /** The most files of one source. */
  static final int MAX_FILES = 16;

  private static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);
  private static final Duration MAX_TOLERANCE = Duration.ofHours(1);

  /** What is wrong, and at which key. */
  private record Unfit(String key, String why) {
    static Optional<Unfit> when(boolean isUnfit, String key, String why) {
      return isUnfit ? Optional.of(new Unfit(key, why)) : Optional.empty();
    }

    void note(ConfigNode scheme) {
      scheme.problem(key, why);
    }
  }

  private SchemeReader() {}

  /** Reads the scheme of a source; past ingest, which verifies nothing there, if it is direct. */
  static Scheme read(ConfigNode scheme, boolean isDirect) {
    Preset preset = scheme.choice("preset", Preset.class);
    List<Path> secrets = files(scheme, "secretFiles");
    List<Path> keys = files(scheme, "keyFiles");
    VerifiedBy usual = usual(preset, isDirect || !keys.isEmpty());
    VerifiedBy by = scheme.choice("verifiedBy", VerifiedBy.class, usual);
    Optional<SignedForm> form = form(scheme, preset, !keys.isEmpty());
    Scheme untimed = new Scheme(preset, form, by, secrets, keys, Duration.ZERO);
    Duration tolerance = tolerance(scheme, untimed.signsTime());
    Scheme read = new Scheme(preset, form, by, secrets, keys, tolerance);
    keyProblem(read)
        .or(() -> verifierProblem(read))
        .or(() -> directProblem(read, isDirect))
        .ifPresent(found -> found.note(scheme));
    return read;
  }

  private static Optional<SignedForm> form(ConfigNode scheme, Preset preset, boolean hasKeys) {
    if (preset == Preset.HMAC) {
      Optional<SignedForm> form = scheme.optionalChild("hmac").map(FormReader::hmac);
      if (form.isEmpty()) {
        scheme.problem("hmac", "describe here what the sender signs: algorithm, encoding, ...");
      }
      return form;
    }
    scheme
        .optionalChild("hmac")
        .ifPresent(_ -> scheme.problem("hmac", "is for preset: hmac; leave it out"));
    return preset.form(hasKeys);
  }

  /** Whoever verifies unless the document says otherwise. */
  private static VerifiedBy usual(Preset preset, boolean isValidators) {
    if (preset == Preset.NONE) {
      return VerifiedBy.NOBODY;
    }
    return isValidators ? VerifiedBy.VALIDATOR : VerifiedBy.INGEST;
  }

  private static Optional<Unfit> keyProblem(Scheme scheme) {
    boolean hasSecrets = !scheme.secretFiles().isEmpty();
    boolean hasKeys = !scheme.keyFiles().isEmpty();
    return switch (scheme.preset().kind()) {
      case SECRET ->
          Unfit.when(hasKeys, "keyFiles", "this scheme has shared secrets only")
              .or(() -> Unfit.when(!hasSecrets, "secretFiles", "at least one is needed"));
      case SECRET_OR_KEY ->
          Unfit.when(
              hasSecrets == hasKeys, "secretFiles", "give secretFiles (v1) or keyFiles (v1a)");
      case KEY ->
          Unfit.when(hasSecrets, "secretFiles", "this scheme has public keys only")
              .or(() -> Unfit.when(!hasKeys, "keyFiles", "at least one is needed"));
      case NOTHING ->
          Unfit.when(hasSecrets || hasKeys, "preset", "none has no secrets and no keys");
    };
  }

  private static Optional<Unfit> verifierProblem(Scheme scheme) {
    boolean isSigned = scheme.preset() != Preset.NONE;
    return switch (scheme.verifiedBy()) {
      case NOBODY ->
          Unfit.when(isSigned, "verifiedBy", "must be ingest or validator: this scheme signs");
      case INGEST ->
          Unfit.when(!isSigned, "verifiedBy", "must be nobody: preset none signs nothing")
              .or(() ->
                  Unfit.when(
                      scheme.isAsymmetric(),
                      "verifiedBy",
                      "must be validator, which has the same public keys and verifies again"));
      case VALIDATOR ->
          Unfit.when(!isSigned, "verifiedBy", "must be nobody: preset none signs nothing")
              .or(() ->
                  Unfit.when(
                      scheme.preset() == Preset.GITLAB,
                      "verifiedBy",
                      "must be ingest, with topic: untrusted: the token must not lie on a topic"));
    };
  }

  private static Optional<Unfit> directProblem(Scheme scheme, boolean isDirect) {
    return Unfit.when(
        isDirect && scheme.verifiedBy() == VerifiedBy.INGEST,
        "verifiedBy",
        "must be validator: ingest does not see what a direct producer writes");
  }

  private static List<Path> files(ConfigNode scheme, String key) {
    List<Path> files = scheme.paths(key);
    if (files.size() > MAX_FILES) {
      scheme.problem(key, "at most " + MAX_FILES + " files");
    }
    return files;
  }

  private static Duration tolerance(ConfigNode scheme, boolean signsTime) {
    Optional<Duration> given =
        scheme.optionalDuration("tolerance", Duration.ofSeconds(1), MAX_TOLERANCE);
    if (given.isPresent() && !signsTime) {
      scheme.problem("tolerance", "this scheme signs no time");
    }
    return given.orElse(signsTime ? DEFAULT_TOLERANCE : Duration.ZERO);
  }
}
