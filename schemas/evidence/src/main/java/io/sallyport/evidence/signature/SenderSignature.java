package io.sallyport.evidence.signature;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.form.Part;
import io.sallyport.evidence.form.Presets;
import io.sallyport.evidence.form.SignatureField;
import io.sallyport.evidence.form.SignedForm;
import io.sallyport.evidence.form.TimeField;
import io.sallyport.evidence.key.Ed25519Keys;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.service.config.Secret;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The other side: what a sender writes into its headers, for trials, demos and tests. */
public final class SenderSignature {
  private final SignedForm form;
  private final Key key;

  private SenderSignature(SignedForm form, Key key) {
    this.form = form;
    this.key = key;
  }

  /** What the sender signs with. */
  private interface Key {
    Bytes sign(byte[] prefix, byte[] body);
  }

  /** Signs with a shared secret, the bytes of the HMAC's key. */
  public static SenderSignature with(SignedForm form, Secret secret) {
    if (!form.algorithm().isHmac()) {
      throw new IllegalArgumentException("this form is signed with a private key");
    }
    return new SenderSignature(
        form, (prefix, body) -> HmacSecrets.mac(form.algorithm(), secret, prefix, body));
  }

  /** Signs with a private key. */
  public static SenderSignature with(SignedForm form, PrivateKey key) {
    if (form.algorithm().isHmac()) {
      throw new IllegalArgumentException("this form is signed with a shared secret");
    }
    return new SenderSignature(form, (prefix, body) -> Ed25519Keys.sign(key, prefix, body));
  }

  /** The value of GitHub's header for a body. */
  public static String github(Secret secret, byte[] body) {
    SignedForm form = Presets.named("github").form();
    return with(form, secret)
        .headers(Instant.EPOCH, UnaryOperator.identity(), body)
        .getOrDefault(form.signature().header(), "");
  }

  /**
   * The headers with the evidence, in the order of the form.
   *
   * @param at when it signs
   * @param values of the headers that it signs, by their names
   * @param body the raw bytes
   */
  public Map<String, String> headers(Instant at, UnaryOperator<String> values, byte[] body) {
    String time = form.time().map(field -> field.unit().text(at)).orElse("");
    Map<String, String> headers = new LinkedHashMap<>();
    StringBuilder prefix = new StringBuilder();
    for (Part part : form.parts()) {
      switch (part) {
        case Part.Literal(String text) -> prefix.append(text);
        case Part.Time() -> {
          prefix.append(time);
          form.time().flatMap(TimeField::header).ifPresent(name -> headers.put(name, time));
        }
        case Part.HeaderValue(String name, char stop) -> {
          headers.put(name, values.apply(name));
          prefix.append(values.apply(name));
        }
      }
    }
    Bytes signature = key.sign(Bytes.utf8(prefix.toString()).toArray(), body);
    headers.put(form.signature().header(), value(time, signature));
    return headers;
  }

  private String value(String time, Bytes signature) {
    SignatureField field = form.signature();
    String text = field.template().around(field.encoding().encode(signature));
    return form.time()
        .flatMap(TimeField::item)
        .map(item -> String.join(field.separator().orElse(""), List.of(item.around(time), text)))
        .orElse(text);
  }
}
