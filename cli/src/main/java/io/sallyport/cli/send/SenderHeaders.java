package io.sallyport.cli.send;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.form.SignedForm;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.evidence.source.Scheme.Preset;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.Secret;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The headers of one sender, with what it signs with. */
final class SenderHeaders {
  private static final Map<Preset, String> EVENTS =
      Map.of(
          Preset.GITHUB, "X-GitHub-Event",
          Preset.GITLAB, "X-Gitlab-Event",
          Preset.SHOPIFY, "X-Shopify-Topic");

  private final Preset preset;
  private final Optional<String> event;
  private final Proof proof;

  private SenderHeaders(Preset preset, Optional<String> event, Proof proof) {
    this.preset = preset;
    this.event = event;
    this.proof = proof;
  }

  /** What proves where a delivery comes from. */
  interface Proof {
    Map<String, String> headers(Proposal proposal);
  }

  /**
   * What is sent.
   *
   * @param id the delivery's
   * @param contentType the body's
   * @param at when it is signed
   * @param body the raw bytes
   */
  record Proposal(String id, String contentType, Instant at, Bytes body) {}

  /**
   * With what a sender signs.
   *
   * @param preset its scheme
   * @param secret the file with the secret or key
   * @param document the Source document that describes the scheme, for those that need one
   * @param named whose key it is, where the signature says that
   */
  record Means(Preset preset, Path secret, Optional<Path> document, NamedSender named) {
    /** What the document says, if one is named. */
    Optional<SourceSpec> source() {
      return document.flatMap(SenderHeaders::read);
    }
  }

  /**
   * The headers of a sender, whose files are read here.
   *
   * @param event the kind of the event, where the scheme has a header for it
   */
  static SenderHeaders of(Means means, Optional<String> event) {
    requireFitting(means.preset(), event);
    return new SenderHeaders(means.preset(), event, proof(means));
  }

  /** All headers: what is not signed first. */
  Map<String, String> of(Proposal proposal) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", proposal.contentType());
    event.ifPresent(kind -> headers.put(EVENTS.getOrDefault(preset, ""), kind));
    if (preset == Preset.GITHUB) {
      headers.put("X-GitHub-Delivery", UUID.randomUUID().toString());
    }
    proof.headers(proposal).forEach((name, value) -> headers.put(title(name), value));
    return headers;
  }

  private static void requireFitting(Preset preset, Optional<String> event) {
    if (event.isPresent() && !EVENTS.containsKey(preset)) {
      throw new CannotRun(
          preset.text() + " has no header for the kind of an event.", "Leave out --event.");
    }
    if (event.isEmpty() && preset == Preset.GITHUB) {
      throw new CannotRun(
          "github names the kind of its events.", "Say which with --event, such as push.");
    }
  }

  private static Proof proof(Means means) {
    return switch (means.preset()) {
      case NONE -> proposal -> Map.of();
      case GITLAB -> {
        Secret token = PrivateKeyFile.secret(means.secret());
        yield proposal -> Map.of("X-Gitlab-Token", token.reveal());
      }
      case GITHUB, SLACK, STANDARD_WEBHOOKS, STRIPE, SHOPIFY, PAGERDUTY, DISCORD, ED25519, HMAC -> {
        SenderSignature signature = signature(means);
        yield sent -> signature.headers(sent.at(), name -> sent.id(), sent.body().toArray());
      }
      case JWS_DETACHED -> means.named().proposal(means.secret(), means.source());
      case MESSAGE_SIGNATURES -> means.named().message(means.secret(), means.source());
      case MTLS ->
          throw new IllegalStateException("what proves a connection is not in its headers");
    };
  }

  private static SenderSignature signature(Means means) {
    Preset preset = means.preset();
    Path secret = means.secret();
    boolean hasKey = PrivateKeyFile.isOne(secret);
    SignedForm form = form(means, hasKey);
    if (form.algorithm().isHmac() == hasKey) {
      throw new CannotRun(
          secret + " is not what " + preset.text() + " signs with.",
          hasKey
              ? "Name the shared secret with --secret FILE."
              : "Name the private key in PEM with --secret FILE.");
    }
    if (hasKey) {
      return SenderSignature.with(form, PrivateKeyFile.read(secret));
    }
    Secret shared = PrivateKeyFile.secret(secret);
    return SenderSignature.with(
        form, preset == Preset.STANDARD_WEBHOOKS ? decoded(shared) : shared);
  }

  private static Secret decoded(Secret shared) {
    try {
      return HmacSecrets.standardWebhooks(shared);
    } catch (IllegalArgumentException e) {
      throw new CannotRun(e.getMessage() + ".", "Name such a file with --secret FILE.", e);
    }
  }

  private static SignedForm form(Means means, boolean hasKey) {
    return means
        .preset()
        .form(hasKey)
        .or(() ->
            means
                .source()
                .flatMap(spec -> spec.scheme().form())
                .filter(SignedForm.class::isInstance)
                .map(SignedForm.class::cast))
        .orElseThrow(() ->
            new CannotRun(
                "hmac is whatever a Source document describes.",
                "Name one that has scheme.hmac with --document FILE."));
  }

  private static Optional<SourceSpec> read(Path file) {
    try {
      return ConfigFile.read(file).stream()
          .filter(each -> each.kind().equals(SourceReader.KIND))
          .findFirst()
          .map(SourceReader::read);
    } catch (ConfigException e) {
      throw new CannotRun(String.valueOf(e.getMessage()), "Mend the document.", e);
    }
  }

  private static String title(String name) {
    return Arrays.stream(name.split("-", -1))
        .map(word ->
            word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining("-"));
  }
}
