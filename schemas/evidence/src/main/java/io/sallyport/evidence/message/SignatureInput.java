package io.sallyport.evidence.message;

import io.sallyport.contract.id.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What {@code Signature-Input} says of one signature (RFC 9421, section 4.1). A component has no
 * parameters here: each header is taken as it is.
 *
 * @param label of the signature
 * @param components that it covers, in order
 * @param parameters of the signature
 */
public record SignatureInput(String label, List<String> components, Parameters parameters) {
  /** The most components of one signature. */
  public static final int MAX_COMPONENTS = 16;

  /** Copies the components. */
  public SignatureInput {
    components = List.copyOf(components);
  }

  /**
   * The parameters (section 2.3); a nonce is let through and says nothing.
   *
   * @param text components and parameters as they were written, which is what is signed
   * @param created when it was signed
   * @param expires when it ends, if it does
   * @param keyId of the key
   * @param algorithm of the signature, if it is said
   * @param tag of the application, if there is one
   */
  public record Parameters(
      String text,
      Instant created,
      Optional<Instant> expires,
      String keyId,
      Optional<String> algorithm,
      Optional<String> tag) {}

  /** Reads the field's value: exactly one signature; empty if it is anything else. */
  public static Optional<SignatureInput> parse(String value) {
    StructuredText text = new StructuredText(value);
    String label = text.key();
    text.expect("=");
    int start = text.position();
    List<String> components = components(text);
    Found found = new Found();
    while (found.isFit && text.skips(";")) {
      found.read(text);
    }
    return text.isWhole() && found.isFit && found.created.isPresent() && found.keyId.isPresent()
        ? Optional.of(
            new SignatureInput(label, components, found.parameters(value.substring(start))))
        : Optional.empty();
  }

  private static List<String> components(StructuredText text) {
    List<String> components = new ArrayList<>();
    text.expect("(");
    boolean isEmpty = text.skips(")");
    while (!isEmpty && components.size() < MAX_COMPONENTS) {
      components.add(text.string());
      if (text.skips(")")) {
        break;
      }
      text.expect(" ");
    }
    return components;
  }

  /** Reads the value of {@code Signature}: exactly the one with this label. */
  public Optional<Bytes> signature(String value) {
    StructuredText text = new StructuredText(value);
    text.expect(label + "=");
    Bytes signature = text.bytes();
    return text.isWhole() ? Optional.of(signature) : Optional.empty();
  }

  /**
   * What is signed (section 2.5).
   *
   * @param values of the components
   */
  public String base(UnaryOperator<String> values) {
    StringBuilder base = new StringBuilder();
    for (String component : components) {
      base.append('"').append(component).append("\": ").append(values.apply(component));
      base.append('\n');
    }
    return base + "\"@signature-params\": " + parameters.text();
  }

  /** Parameters while they are read, each at most once, in any order. */
  private static final class Found {
    private final Set<String> seen = new HashSet<>();
    private boolean isFit = true;
    private Optional<Instant> created = Optional.empty();
    private Optional<Instant> expires = Optional.empty();
    private Optional<String> keyId = Optional.empty();
    private Optional<String> algorithm = Optional.empty();
    private Optional<String> tag = Optional.empty();

    void read(StructuredText text) {
      String name = text.key();
      text.expect("=");
      isFit = seen.add(name);
      switch (name) {
        case "created" -> created = Optional.of(Instant.ofEpochSecond(text.seconds()));
        case "expires" -> expires = Optional.of(Instant.ofEpochSecond(text.seconds()));
        case "keyid" -> keyId = Optional.of(text.string());
        case "alg" -> algorithm = Optional.of(text.string());
        case "tag" -> tag = Optional.of(text.string());
        case "nonce" -> text.string();
        default -> isFit = false;
      }
    }

    Parameters parameters(String text) {
      return new Parameters(
          text, created.orElseThrow(), expires, keyId.orElseThrow(), algorithm, tag);
    }
  }
}
