package io.sallyport.cli.send;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.id.DedupeId.Basis;
import io.sallyport.evidence.form.MessageForm;
import io.sallyport.evidence.key.MessageKeys;
import io.sallyport.evidence.key.Signer;
import io.sallyport.evidence.signature.AgentSender;
import io.sallyport.evidence.signature.MessageSender;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.Secret;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * A sender whose signature names its key.
 *
 * @param source the delivery's
 * @param keyId of the key; by default the thumbprint of a private key, or what the secret's file
 *     says
 * @param agent whose key it is; by default of the key's name
 */
record NamedSender(String source, Optional<String> keyId, Optional<String> agent) {

  /** Makes the header of an agent's proposals. */
  SenderHeaders.Proof proposal(Path file, Optional<SourceSpec> document) {
    requireKey(file, "jws-detached");
    String key = keyId.orElseGet(() -> PrivateKeyFile.thumbprint(file));
    Signer signer = new Signer("Ed25519", key, agent.orElse(key));
    boolean hasKey =
        document.map(spec -> spec.dedupe().by() == Basis.IDEMPOTENCY_KEY).orElse(false);
    AgentSender sender = new AgentSender(source, signer, PrivateKeyFile.read(file));
    return sent ->
        sender.headers(
            sent.at(),
            sent.id(),
            Optional.of(sent.id()).filter(_ -> hasKey),
            sent.body().toArray());
  }

  private static void requireKey(Path file, String preset) {
    if (!PrivateKeyFile.isOne(file)) {
      throw new CannotRun(
          file + " is not what " + preset + " signs with.",
          "Name the private key in PEM with --secret FILE.");
    }
  }

  /** Makes the headers of HTTP message signatures. */
  SenderHeaders.Proof message(Path file, Optional<SourceSpec> document) {
    MessageForm form =
        document
            .flatMap(spec -> spec.scheme().form())
            .filter(MessageForm.class::isInstance)
            .map(MessageForm.class::cast)
            .orElseThrow(() ->
                new CannotRun(
                    "message-signatures covers whatever a Source document says.",
                    "Name one that has scheme.message with --document FILE."));
    MessageSender sender = sender(form, file);
    return sent ->
        sender.headers(sent.at(), name -> value(form, name, sent), sent.body().toArray());
  }

  private MessageSender sender(MessageForm form, Path file) {
    if (PrivateKeyFile.isOne(file)) {
      String key = keyId.orElseGet(() -> PrivateKeyFile.thumbprint(file));
      return MessageSender.with(form, key, PrivateKeyFile.read(file));
    }
    try {
      Map.Entry<String, Secret> secret = MessageKeys.secret(PrivateKeyFile.secret(file));
      return MessageSender.with(form, keyId.orElse(secret.getKey()), secret.getValue());
    } catch (IllegalArgumentException e) {
      throw new CannotRun(
          file + " is not what message-signatures signs with.",
          "Name a private Ed25519 key in PEM, or a JWK of kty oct with kid, with --secret FILE.",
          e);
    }
  }

  private static String value(MessageForm form, String name, SenderHeaders.Proposal proposal) {
    if (form.id().equals(Optional.of(name))) {
      return proposal.id();
    }
    return switch (name) {
      case "content-type" -> proposal.contentType();
      case "date" ->
          DateTimeFormatter.RFC_1123_DATE_TIME.format(proposal.at().atOffset(ZoneOffset.UTC));
      default ->
          throw new CannotRun(
              "the document covers " + name + ", and what stands in it is not known here.",
              "Sign with components of the request, content-type, date and the id only.");
    };
  }
}
