package io.sallyport.evidence.signature;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.evidence.form.SignedForm;
import io.sallyport.evidence.key.AgentKeys;
import io.sallyport.evidence.key.Ed25519Keys;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.evidence.key.SenderKeys;
import io.sallyport.evidence.key.Signed;
import io.sallyport.evidence.key.TokenSecrets;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.source.Scheme;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes the verifier of a source from its document, with the keys that the process should have.
 * Throws as {@link Secret#read} does, so that a process without its keys does not start.
 */
public final class SourceVerifier {
  /** What the gate adds to a source's tolerance, for the way from ingest to the broker. */
  public static final Duration MARGIN = Duration.ofSeconds(30);

  private final SourceSpec source;
  private final Function<Path, Secret> files;

  private SourceVerifier(SourceSpec source, Function<Path, Secret> files) {
    this.source = source;
    this.files = files;
  }

  /** Ingest's: proves with its secrets and public keys, else only asks for the form. */
  public static SignatureVerifier atIngest(SourceSpec source) {
    return atIngest(source, Secret::read);
  }

  /** As the other, with another way to read the files. */
  public static SignatureVerifier atIngest(SourceSpec source, Function<Path, Secret> files) {
    SourceVerifier maker = new SourceVerifier(source, files);
    Scheme scheme = source.scheme();
    return switch (scheme.verifiedBy()) {
      case INGEST -> maker.proving(scheme.tolerance());
      case VALIDATOR ->
          scheme.isAsymmetric()
              ? maker.proving(scheme.tolerance())
              : maker.reading(scheme.tolerance());
      case NOBODY -> maker.ignoring();
    };
  }

  /** The gate's: proves what the validator verifies; of the rest it reads an id only. */
  public static SignatureVerifier atGate(SourceSpec source) {
    return atGate(source, Secret::read);
  }

  /** As the other, with another way to read the files. */
  public static SignatureVerifier atGate(SourceSpec source, Function<Path, Secret> files) {
    SourceVerifier maker = new SourceVerifier(source, files);
    Duration tolerance = source.scheme().tolerance().plus(MARGIN);
    return switch (source.scheme().verifiedBy()) {
      case VALIDATOR -> maker.proving(tolerance);
      case INGEST ->
          source.dedupe().by() == DedupeId.Basis.SIGNED_ID
              ? maker.reading(tolerance)
              : maker.ignoring();
      case NOBODY -> maker.reading(Duration.ZERO);
    };
  }

  /**
   * Reads what a delivery of the source presents, whenever it was signed, without any key: enough
   * to compute where it belongs, and proof of nothing.
   */
  public static SignatureVerifier presenting(SourceSpec source) {
    return new SourceVerifier(source, Secret::read).reading(ChronoUnit.FOREVER.getDuration());
  }

  private SignatureVerifier proving(Duration tolerance) {
    return Examiner.with(form(), keys(), tolerance);
  }

  private SignatureVerifier reading(Duration tolerance) {
    return Examiner.withoutKeys(form(), tolerance);
  }

  private SignatureVerifier ignoring() {
    return Examiner.withoutKeys(new NoSignature(), Duration.ZERO);
  }

  private SignatureForm form() {
    Scheme scheme = source.scheme();
    return switch (scheme.preset()) {
      case GITHUB, SLACK, STANDARD_WEBHOOKS, STRIPE, SHOPIFY, PAGERDUTY, DISCORD, ED25519, HMAC ->
          new HeaderSignature(described());
      case GITLAB -> new BearerToken(scheme.headers());
      case JWS_DETACHED -> new DetachedJws(source.name(), source.dedupe().by());
      case NONE -> source.readsIdempotencyHeader() ? new IdempotencyHeader() : new NoSignature();
    };
  }

  private SignedForm described() {
    return source.scheme().form().orElseThrow();
  }

  private SenderKeys keys() {
    Scheme scheme = source.scheme();
    List<Secret> secrets = scheme.secretFiles().stream().map(files).toList();
    List<Bytes> keys = scheme.keyFiles().stream().map(this::publicKey).toList();
    return switch (scheme.preset()) {
      case GITHUB, SLACK, STRIPE, SHOPIFY, PAGERDUTY, HMAC ->
          new HmacSecrets(described().algorithm(), secrets);
      case STANDARD_WEBHOOKS ->
          scheme.isAsymmetric()
              ? Ed25519Keys.ofStandardWebhooks(keys)
              : HmacSecrets.ofStandardWebhooks(secrets);
      case DISCORD -> Ed25519Keys.ofHex(keys);
      case GITLAB -> new TokenSecrets(secrets);
      case ED25519 -> Ed25519Keys.ofJwks(keys);
      case JWS_DETACHED -> AgentKeys.ofJwks(keys);
      case NONE -> throw new IllegalStateException("nobody verifies a source that signs nothing");
    };
  }

  private Bytes publicKey(Path file) {
    return Bytes.of(files.apply(file).bytes());
  }

  /** No header is read. */
  private static final class NoSignature implements SignatureForm {
    @Override
    public List<String> headers() {
      return List.of();
    }

    @Override
    public Optional<Presented> read(Map<String, String> values) {
      Signed nothing = new Signed(Bytes.of(), List.of(), Optional.empty());
      return Optional.of(new Presented(Claims.NONE, nothing));
    }
  }
}
