package io.sallyport.evidence.source;

import io.sallyport.contract.mandate.Assurance;
import io.sallyport.evidence.form.Form;
import io.sallyport.evidence.form.Presets;
import io.sallyport.evidence.form.SignedForm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How deliveries of a source are signed.
 *
 * @param preset the sender's scheme
 * @param form how the sender writes its signature, if that is described
 * @param verifiedBy whose word counts
 * @param secretFiles the shared secrets that are accepted, several while one is rotated
 * @param keyFiles the public keys that are accepted; never together with secrets
 * @param tolerance between the signed time, where there is one, and the arrival
 */
public record Scheme(
    Preset preset,
    Optional<Form> form,
    VerifiedBy verifiedBy,
    List<Path> secretFiles,
    List<Path> keyFiles,
    Duration tolerance) {

  /** Copies the files. */
  public Scheme {
    secretFiles = List.copyOf(secretFiles);
    keyFiles = List.copyOf(keyFiles);
  }

  /** The known schemes; how those that are described sign is in {@link Presets}. */
  public enum Preset {
    /** GitHub. */
    GITHUB(Kind.SECRET),
    /** Slack, version 0. */
    SLACK(Kind.SECRET),
    /** Standard Webhooks, symmetric or asymmetric. */
    STANDARD_WEBHOOKS(Kind.SECRET_OR_KEY),
    /** Stripe. */
    STRIPE(Kind.SECRET),
    /** Shopify. */
    SHOPIFY(Kind.SECRET),
    /** PagerDuty, version 3 of its webhooks. */
    PAGERDUTY(Kind.SECRET),
    /** Discord. */
    DISCORD(Kind.KEY),
    /** GitLab: the secret itself. */
    GITLAB(Kind.SECRET),
    /** Discord's form with keys as JWK. */
    ED25519(Kind.KEY),
    /** What the document describes itself. */
    HMAC(Kind.SECRET),
    /** An agent's detached JWS over id, time, agent and body. */
    JWS_DETACHED(Kind.KEY),
    /** HTTP message signatures (RFC 9421), of what the document describes. */
    MESSAGE_SIGNATURES(Kind.SECRET_OR_KEY),
    /** A client certificate of TLS, which says who called. */
    MTLS(Kind.KEY),
    /** Nothing at all. */
    NONE(Kind.NOTHING);

    private final Kind kind;

    Preset(Kind kind) {
      this.kind = kind;
    }

    Kind kind() {
      return kind;
    }

    /** The form of this preset with secrets, or with keys; empty if none is described. */
    public Optional<SignedForm> form(boolean hasKeys) {
      return switch (this) {
        case GITHUB, SLACK, STRIPE, SHOPIFY, PAGERDUTY, DISCORD, ED25519 ->
            Optional.of(Presets.named(text()).form());
        case STANDARD_WEBHOOKS ->
            Optional.of(Presets.named(hasKeys ? text() + "-asymmetric" : text()).form());
        case GITLAB, HMAC, JWS_DETACHED, MESSAGE_SIGNATURES, MTLS, NONE -> Optional.empty();
      };
    }

    /** The word in documents. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What a scheme is verified with. */
  enum Kind {
    SECRET,
    KEY,
    SECRET_OR_KEY,
    NOTHING
  }

  /** Whose word about the signature counts. */
  public enum VerifiedBy {
    /** The gateway's, before it accepts; it holds the secret. */
    INGEST,
    /** The gate's, from the forwarded headers. */
    VALIDATOR,
    /** Nobody's: there is no signature. */
    NOBODY
  }

  /** How much evidence of this scheme proves once it was verified by whom it says. */
  Assurance assurance() {
    return switch (verifiedBy) {
      case NOBODY -> Assurance.ASSERTED;
      case INGEST -> saysWhoCalled() ? Assurance.ASSERTED : Assurance.SHARED;
      case VALIDATOR -> isAsymmetric() ? Assurance.END_TO_END : Assurance.VALIDATOR_ONLY;
    };
  }

  /** Whether the evidence says who called, and nothing about the body. */
  boolean saysWhoCalled() {
    return preset == Preset.GITLAB || preset == Preset.MTLS;
  }

  /** The same for any files. */
  Scheme withoutFiles() {
    return new Scheme(preset, form, verifiedBy, List.of(), List.of(), tolerance);
  }

  /** Whether whoever verifies cannot sign. */
  public boolean isAsymmetric() {
    return !keyFiles.isEmpty() && preset != Preset.MTLS;
  }

  /** Whether the time of signing is signed. */
  boolean signsTime() {
    return preset == Preset.JWS_DETACHED || form.map(Form::signsTime).orElse(false);
  }

  /** Whether an id that is the same in each retry is signed. */
  boolean signsId() {
    return preset == Preset.JWS_DETACHED || form.map(Form::signsId).orElse(false);
  }

  /** The headers that carry the evidence, in lower case. */
  public List<String> headers() {
    return switch (preset) {
      case GITLAB -> List.of("x-gitlab-token");
      case JWS_DETACHED -> List.of("x-jws-signature");
      case GITHUB,
          SLACK,
          STANDARD_WEBHOOKS,
          STRIPE,
          SHOPIFY,
          PAGERDUTY,
          DISCORD,
          ED25519,
          HMAC,
          MESSAGE_SIGNATURES,
          MTLS,
          NONE ->
          form.map(Form::headers).orElse(List.of());
    };
  }

  /** For how long a delivery that was seen once could be sent again, if its time is signed. */
  public Duration replayable() {
    return signsTime() ? tolerance.multipliedBy(2).plusMinutes(1) : Duration.ZERO;
  }
}
