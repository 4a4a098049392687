package io.sallyport.evidence.signature;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.evidence.form.CertificateForm;
import io.sallyport.evidence.form.Form;
import io.sallyport.evidence.form.MessageForm;
import io.sallyport.evidence.form.SignedForm;
import io.sallyport.evidence.key.AgentKeys;
import io.sallyport.evidence.key.ClientAuthorities;
import io.sallyport.evidence.key.Ed25519Keys;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.evidence.key.MessageKeys;
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
      case INGEST -> maker.proving(scheme.tolerance(), Duration.ZERO);
      case VALIDATOR ->
          scheme.isAsymmetric()
              ? maker.proving(scheme.tolerance(), Duration.ZERO)
              : maker.reading(scheme.tolerance(), Duration.ZERO);
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
      case VALIDATOR -> maker.proving(tolerance, MARGIN);
      case INGEST ->
          source.dedupe().by() == DedupeId.Basis.SIGNED_ID
              ? maker.reading(tolerance, MARGIN)
              : maker.ignoring();
      case NOBODY -> maker.reading(Duration.ZERO, Duration.ZERO);
    };
  }

  /**
   * Reads what a delivery of the source presents, whenever it was signed, without any key: enough
   * to compute where it belongs, and proof of nothing.
   */
  public static SignatureVerifier presenting(SourceSpec source) {
    Duration ever = ChronoUnit.FOREVER.getDuration();
    return new SourceVerifier(source, Secret::read).reading(ever, ever);
  }

  private SignatureVerifier proving(Duration tolerance, Duration lateness) {
    return Examiner.with(form(), keys(), tolerance).late(lateness);
  }

  private SignatureVerifier reading(Duration tolerance, Duration lateness) {
    return Examiner.withoutKeys(form(), tolerance).late(lateness);
  }

  private SignatureVerifier ignoring() {
    return Examiner.withoutKeys(new NoSignature(), Duration.ZERO);
  }

  private SignatureForm form() {
    Scheme scheme = source.scheme();
    return switch (scheme.preset()) {
      case GITHUB, SLACK, STANDARD_WEBHOOKS, STRIPE, SHOPIFY, PAGERDUTY, DISCORD, ED25519, HMAC ->
          new HeaderSignature(described(SignedForm.class));
      case MESSAGE_SIGNATURES -> new MessageSignature(described(MessageForm.class));
      case MTLS -> new ClientCertificate();
      case GITLAB -> new BearerToken(scheme.headers());
      case JWS_DETACHED -> new DetachedJws(source.name(), source.dedupe().by());
      case NONE -> source.readsIdempotencyHeader() ? new IdempotencyHeader() : new NoSignature();
    };
  }

  private <F extends Form> F described(Class<F> kind) {
    return source.scheme().form().map(kind::cast).orElseThrow();
  }

  private SenderKeys keys() {
    Scheme scheme = source.scheme();
    List<Secret> secrets = scheme.secretFiles().stream().map(files).toList();
    List<Bytes> keys = scheme.keyFiles().stream().map(this::publicKey).toList();
    return switch (scheme.preset()) {
      case GITHUB, SLACK, STRIPE, SHOPIFY, PAGERDUTY, HMAC ->
          new HmacSecrets(described(SignedForm.class).algorithm(), secrets);
      case STANDARD_WEBHOOKS ->
          scheme.isAsymmetric()
              ? Ed25519Keys.ofStandardWebhooks(keys)
              : HmacSecrets.ofStandardWebhooks(secrets);
      case DISCORD -> Ed25519Keys.ofHex(keys);
      case GITLAB -> new TokenSecrets(secrets);
      case ED25519 -> Ed25519Keys.ofJwks(keys);
      case JWS_DETACHED -> AgentKeys.ofJwks(keys);
      case MESSAGE_SIGNATURES ->
          scheme.isAsymmetric() ? MessageKeys.ofJwks(keys) : MessageKeys.ofSecrets(secrets);
      case MTLS -> new ClientAuthorities(described(CertificateForm.class)::names, keys);
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
