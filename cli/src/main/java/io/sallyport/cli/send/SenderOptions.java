package io.sallyport.cli.send;

import io.sallyport.cli.data.DataDirectory;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.source.Scheme.Preset;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who sends, with what secret, and what it says beside the body. */
final class SenderOptions {
  @Parameters(
      index = "0",
      paramLabel = "PRESET",
      description =
          "The sender's scheme: github, slack, standard-webhooks, stripe, shopify,"
              + " pagerduty, discord, gitlab, ed25519, hmac, message-signatures, jws-detached or"
              + " none.")
  private String preset = "";

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "The source that it is sent to (default: the preset's name).")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--secret",
      paramLabel = "FILE",
      description =
          "What it signs with: the shared secret as the Source document has it, or the"
              + " private key in PEM (default: the stack's secret of the source).")
  private Optional<Path> secret = Optional.empty();

  @Option(
      names = "--document",
      paramLabel = "FILE",
      description =
          "The Source document that describes the scheme, for hmac and message-signatures; for"
              + " jws-detached, where the source goes by idempotency keys.")
  private Optional<Path> document = Optional.empty();

  @Option(
      names = "--key-id",
      paramLabel = "KID",
      description =
          "The name of the key, for message-signatures and jws-detached (default: the key's"
              + " thumbprint, or what the file of the secret says).")
  private Optional<String> keyId = Optional.empty();

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      description = "The agent whose key it is, for jws-detached (default: the name of the key).")
  private Optional<String> agent = Optional.empty();

  @Option(
      names = "--event",
      paramLabel = "EVENT",
      description =
          "The kind of the event as github, gitlab and shopify name it in a header that"
              + " they do not sign; github needs it.")
  private Optional<String> event = Optional.empty();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The signed id, where the scheme signs one (default: a random one).")
  private Optional<String> id = Optional.empty();

  @Option(
      names = "--content-type",
      paramLabel = "TYPE",
      description = "The media type of the payload (default: ${DEFAULT-VALUE}).")
  private String contentType = "application/json";

  String source() {
    return source.orElse(preset);
  }

  /** Who signs for {@code ingest}; the secret is the stack's unless one is named. */
  Signer signer(DataDirectory stack, URI ingest) {
    Preset sender = sender();
    Path file =
        sender == Preset.NONE ? Path.of("") : secret.orElseGet(() -> stack.senderSecret(source()));
    NamedSender named = new NamedSender(source(), keyId, agent);
    SenderHeaders headers =
        SenderHeaders.of(new SenderHeaders.Means(sender, file, document, named), event);
    URI address = ingest.resolve("/v1/sources/" + source());
    return (body, at) ->
        new SignedDelivery(
            address, headers.of(new SenderHeaders.Proposal(name(), contentType, at, body)), body);
  }

  /** Makes a sender's deliveries. */
  interface Signer {
    /** The delivery of these bytes at this time. */
    SignedDelivery sign(Bytes body, Instant at);
  }

  private String name() {
    return id.orElseGet(() -> "msg_" + UUID.randomUUID());
  }

  /** Whether what it sends would show the secret itself. */
  boolean showsSecret() {
    return sender() == Preset.GITLAB;
  }

  /** Whether it may send a handshake, of which nothing is written. */
  boolean greets() {
    return sender() == Preset.SLACK || sender() == Preset.DISCORD;
  }

  private Preset sender() {
    return Arrays.stream(Preset.values())
        .filter(each -> each != Preset.MTLS && each.text().equals(preset))
        .findFirst()
        .orElseThrow(() ->
            new CannotRun(
                "there is no preset '" + preset.toLowerCase(Locale.ROOT) + "' to sign with.",
                "Take one of " + known() + "."));
  }

  private static String known() {
    return Arrays.stream(Preset.values())
        .filter(each -> each != Preset.MTLS)
        .map(Preset::text)
        .collect(Collectors.joining(", "));
  }
}
