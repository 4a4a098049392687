package io.sallyport.evidence.source;

import io.sallyport.contract.mandate.Assurance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How deliveries of a source are signed.
 *
 * @param preset the sender's scheme
 * @param verifiedBy whose word counts
 * @param secretFiles the shared secrets that are accepted, several while one is rotated
 * @param keyFiles the public keys that are accepted; never together with secrets
 * @param tolerance between the signed time, where there is one, and the arrival
 */
public record Scheme(
    Preset preset,
    VerifiedBy verifiedBy,
    List<Path> secretFiles,
    List<Path> keyFiles,
    Duration tolerance) {

  /** Copies the files. */
  public Scheme {
    secretFiles = List.copyOf(secretFiles);
    keyFiles = List.copyOf(keyFiles);
  }

  /** The known schemes. */
  public enum Preset {
    /** {@code X-Hub-Signature-256}: HMAC-SHA256 over the body. */
    GITHUB(false, false, "x-hub-signature-256"),
    /** {@code X-Slack-Signature}, version 0: HMAC-SHA256 over time and body. */
    SLACK(true, false, "x-slack-signature x-slack-request-timestamp"),
    /** {@code webhook-signature}: HMAC-SHA256 or Ed25519 over id, time and body. */
    STANDARD_WEBHOOKS(true, true, "webhook-id webhook-timestamp webhook-signature"),
    /** {@code X-Signature-Ed25519}: Ed25519 over time and body. */
    ED25519(true, false, "x-signature-ed25519 x-signature-timestamp"),
    /** {@code X-Jws-Signature}: an agent's detached JWS over id, time, agent and body. */
    JWS_DETACHED(true, true, "x-jws-signature"),
    /** Nothing at all. */
    NONE(false, false, "");

    private final boolean signsTime;
    private final boolean signsId;
    private final String headers;

    Preset(boolean signsTime, boolean signsId, String headers) {
      this.signsTime = signsTime;
      this.signsId = signsId;
      this.headers = headers;
    }

    /** Whether the time of signing is signed. */
    public boolean signsTime() {
      return signsTime;
    }

    /** Whether an id that is the same in each retry is signed. */
    public boolean signsId() {
      return signsId;
    }

    /** The headers that carry the evidence, in lower case. */
    public List<String> headers() {
      return headers.isEmpty() ? List.of() : List.of(headers.split(" ", -1));
    }
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
      case INGEST -> Assurance.SHARED;
      case VALIDATOR -> isAsymmetric() ? Assurance.END_TO_END : Assurance.VALIDATOR_ONLY;
    };
  }

  /** Whether whoever verifies cannot sign. */
  public boolean isAsymmetric() {
    return !keyFiles.isEmpty();
  }

  /** For how long a delivery that was seen once could be sent again, if its time is signed. */
  Duration replayable() {
    return preset.signsTime() ? tolerance.multipliedBy(2).plusMinutes(1) : Duration.ZERO;
  }
}
