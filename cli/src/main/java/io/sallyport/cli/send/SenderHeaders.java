package io.sallyport.cli.send;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.evidence.form.SignedForm;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.evidence.source.Scheme.Preset;
import io.sallyport.evidence.source.SourceReader;
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
  private interface Proof {
    Map<String, String> headers(String id, Instant at, byte[] body);
  }

  /**
   * The headers of a sender.
   *
   * @param preset its scheme
   * @param secret the file with what it signs with, which is read here
   * @param document the Source document that describes the scheme, for {@link Preset#HMAC}
   * @param event the kind of the event, where the scheme has a header for it
   */
  static SenderHeaders of(
      Preset preset, Path secret, Optional<Path> document, Optional<String> event) {
    requireFitting(preset, event);
    return new SenderHeaders(preset, event, proof(preset, secret, document));
  }

  /** All headers: what is not signed first. */
  Map<String, String> of(String contentType, String id, Instant at, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", contentType);
    event.ifPresent(kind -> headers.put(EVENTS.getOrDefault(preset, ""), kind));
    if (preset == Preset.GITHUB) {
      headers.put("X-GitHub-Delivery", UUID.randomUUID().toString());
    }
    headers.putAll(proof.headers(id, at, body));
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

  private static Proof proof(Preset preset, Path secret, Optional<Path> document) {
    return switch (preset) {
      case NONE -> (id, at, body) -> Map.of();
      case GITLAB -> {
        Secret token = PrivateKeyFile.secret(secret);
        yield (id, at, body) -> Map.of("X-Gitlab-Token", token.reveal());
      }
      case GITHUB, SLACK, STANDARD_WEBHOOKS, STRIPE, SHOPIFY, PAGERDUTY, DISCORD, ED25519, HMAC -> {
        SenderSignature signature = signature(preset, secret, document);
        yield (id, at, body) -> titled(signature.headers(at, name -> id, body));
      }
      case JWS_DETACHED -> throw new IllegalStateException("agents sign their own proposals");
    };
  }

  private static Map<String, String> titled(Map<String, String> headers) {
    Map<String, String> titled = new LinkedHashMap<>();
    headers.forEach((name, value) -> titled.put(title(name), value));
    return titled;
  }

  private static SenderSignature signature(Preset preset, Path secret, Optional<Path> document) {
    boolean hasKey = PrivateKeyFile.isOne(secret);
    SignedForm form = form(preset, document, hasKey);
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

  private static SignedForm form(Preset preset, Optional<Path> document, boolean hasKey) {
    return preset
        .form(hasKey)
        .or(() -> document.flatMap(SenderHeaders::described))
        .orElseThrow(() ->
            new CannotRun(
                "hmac is whatever a Source document describes.",
                "Name one that has scheme.hmac with --document FILE."));
  }

  private static Optional<SignedForm> described(Path file) {
    try {
      return ConfigFile.read(file).stream()
          .filter(each -> each.kind().equals(SourceReader.KIND))
          .findFirst()
          .flatMap(each -> SourceReader.read(each).scheme().form());
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
