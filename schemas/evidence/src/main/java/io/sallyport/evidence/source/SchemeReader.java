package io.sallyport.evidence.source;

import io.sallyport.evidence.form.CertificateForm;
import io.sallyport.evidence.form.Form;
import io.sallyport.evidence.form.FormReader;
import io.sallyport.evidence.form.MessageReader;
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
    boolean isValidators = isDirect || (!keys.isEmpty() && preset != Preset.MTLS);
    VerifiedBy usual = usual(preset, isValidators);
    VerifiedBy by = scheme.choice("verifiedBy", VerifiedBy.class, usual);
    Optional<Form> form = form(scheme, preset, !keys.isEmpty());
    Scheme untimed = new Scheme(preset, form, by, secrets, keys, Duration.ZERO);
    Duration tolerance = tolerance(scheme, untimed.signsTime());
    Scheme read = new Scheme(preset, form, by, secrets, keys, tolerance);
    keyProblem(read)
        .or(() -> verifierProblem(read))
        .or(() -> directProblem(read, isDirect))
        .ifPresent(found -> found.note(scheme));
    return read;
  }

  private static Optional<Form> form(ConfigNode scheme, Preset preset, boolean hasKeys) {
    Optional<Form> hmac = child(scheme, "hmac", preset, Preset.HMAC).map(FormReader::hmac);
    Optional<Form> message =
        child(scheme, "message", preset, Preset.MESSAGE_SIGNATURES).map(MessageReader::message);
    if (preset == Preset.MTLS) {
      return Optional.of(CertificateForm.read(scheme));
    }
    if (!scheme.texts("names").isEmpty()) {
      scheme.problem("names", "is for preset: mtls; leave it out");
    }
    return hmac.or(() -> message).or(() -> preset.form(hasKeys));
  }

  /** The description that the preset {@code owner} needs, and no other may have. */
  private static Optional<ConfigNode> child(
      ConfigNode scheme, String key, Preset preset, Preset owner) {
    Optional<ConfigNode> child = scheme.optionalChild(key);
    if (child.isEmpty() && preset == owner) {
      scheme.problem(key, "describe here what the sender signs");
    }
    if (child.isPresent() && preset != owner) {
      scheme.problem(key, "is for preset: " + owner.text() + "; leave it out");
    }
    return child.filter(_ -> preset == owner);
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
          Unfit.when(hasSecrets == hasKeys, "secretFiles", eitherOf(scheme.preset()));
      case KEY ->
          Unfit.when(hasSecrets, "secretFiles", "this scheme has public keys only")
              .or(() -> Unfit.when(!hasKeys, "keyFiles", "at least one is needed"));
      case NOTHING ->
          Unfit.when(hasSecrets || hasKeys, "preset", "none has no secrets and no keys");
    };
  }

  private static String eitherOf(Preset preset) {
    return preset == Preset.STANDARD_WEBHOOKS
        ? "give secretFiles (v1) or keyFiles (v1a)"
        : "give secretFiles (hmac-sha256) or keyFiles, not both";
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
                      scheme.saysWhoCalled(),
                      "verifiedBy",
                      "must be ingest, with topic: untrusted: the token must not lie on a topic,"
                          + " nor does a connection"));
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
