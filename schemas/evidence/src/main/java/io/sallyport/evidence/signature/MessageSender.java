package io.sallyport.evidence.signature;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.form.MessageForm;
import io.sallyport.evidence.key.Ed25519Keys;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.evidence.key.SignatureAlgorithm;
import io.sallyport.evidence.message.ContentDigest;
import io.sallyport.evidence.message.SignatureInput;
import io.sallyport.service.config.Secret;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What a sender of HTTP message signatures (RFC 9421) writes, for trials, demos and tests. */
public final class MessageSender {
  private static final String LABEL = "sig1";

  private final MessageForm form;
  private final String keyId;
  private final UnaryOperator<byte[]> key;

  /** Signs with whatever signs bytes. */
  MessageSender(MessageForm form, String keyId, UnaryOperator<byte[]> key) {
    this.form = form;
    this.keyId = keyId;
    this.key = key;
  }

  /** Signs with a shared secret (hmac-sha256). */
  public static MessageSender with(MessageForm form, String keyId, Secret secret) {
    return new MessageSender(
        form, keyId, base -> HmacSecrets.mac(SignatureAlgorithm.SHA256, secret, base).toArray());
  }

  /** Signs with a private Ed25519 key. */
  public static MessageSender with(MessageForm form, String keyId, PrivateKey key) {
    return new MessageSender(form, keyId, base -> Ed25519Keys.sign(key, base).toArray());
  }

  /**
   * The headers with the evidence: those that are covered, what covers them, the signature.
   *
   * @param at when it signs
   * @param values of the headers that it covers, by their names
   * @param body the raw bytes
   */
  public Map<String, String> headers(Instant at, UnaryOperator<String> values, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    form.covered().forEach(name -> headers.put(name, value(name, values, body)));
    SignatureInput input = input(at);
    byte[] base = Bytes.utf8(input.base(component -> form.value(component, headers))).toArray();
    headers.remove("content-length");
    headers.put(MessageForm.INPUT, LABEL + "=" + input.parameters().text());
    String signature = Base64.getEncoder().encodeToString(key.apply(base));
    headers.put(MessageForm.SIGNATURE, LABEL + "=:" + signature + ":");
    return headers;
  }

  private static String value(String name, UnaryOperator<String> values, byte[] body) {
    return switch (name) {
      case MessageForm.DIGEST -> ContentDigest.sha256(body);
      case "content-length" -> Integer.toString(body.length);
      default -> values.apply(name);
    };
  }

  private SignatureInput input(Instant at) {
    String components =
        form.components().stream().map(each -> '"' + each + '"').collect(Collectors.joining(" "));
    String tag = form.tag().map(text -> ";tag=\"" + text + '"').orElse("");
    String text =
        "(%s);created=%d;keyid=\"%s\"%s".formatted(components, at.getEpochSecond(), keyId, tag);
    return new SignatureInput(
        LABEL,
        form.components(),
        new SignatureInput.Parameters(
            text, at, Optional.empty(), keyId, Optional.empty(), form.tag()));
  }
}
