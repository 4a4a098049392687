package io.sallyport.evidence.form;

import io.sallyport.evidence.form.TimeField.Unit;
import io.sallyport.evidence.key.SignatureAlgorithm;
import io.sallyport.service.config.ConfigNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the description of a form, of a preset or in a Source document. */
public final class FormReader {
  private static final Set<String> SEPARATORS = Set.of(",", ";", " ");
  private static final Set<String> BROKEN = Set.of("sha1", "sha-1", "md5");
  private static final Template NOTHING = new Template("", "");

  private FormReader() {}

  /** The HMAC that a Source describes itself. */
  public static SignedForm hmac(ConfigNode form) {
    SignedForm read = read(form);
    if (!read.algorithm().isHmac()) {
      form.problem("algorithm", "is no HMAC: use preset ed25519 with keyFiles");
    }
    return read;
  }

  /** Any form. */
  static SignedForm read(ConfigNode form) {
    SignatureAlgorithm algorithm = algorithm(form);
    SignatureField signature = signature(form);
    SignedText signed = SignedText.parse(form.text("signed"));
    if (form.optionalText("signed").isPresent()) {
      signed.problem().ifPresent(why -> form.problem("signed", why));
    }
    Optional<TimeField> time =
        form.optionalChild("timestamp").map(node -> time(node, signature, signed));
    Optional<String> id = form.optionalText("id");
    if (signed.problem().isEmpty()) {
      checkTime(form, time, signed.parts());
      checkHeaders(form, id, signature, signed.parts());
    }
    return new SignedForm(algorithm, signature, time, id, signed.parts());
  }

  private static SignatureAlgorithm algorithm(ConfigNode form) {
    Optional<String> written = form.optionalText("algorithm");
    if (written.isPresent() && BROKEN.contains(written.get())) {
      form.problem(
          "algorithm", "is refused: it is broken; use the sender's sha256 or sha512 signature");
      return SignatureAlgorithm.SHA256;
    }
    return form.choice("algorithm", SignatureAlgorithm.class);
  }

  private static SignatureField signature(ConfigNode form) {
    Encoding encoding = form.choice("encoding", Encoding.class);
    ConfigNode node = form.child("signature");
    String header = header(node, "header");
    Template template =
        template(node, "template", "signature", node.text("template", "{signature}"));
    Optional<String> separator = node.optionalText("separator");
    if (separator.isPresent() && !SEPARATORS.contains(separator.get())) {
      node.problem("separator", "must be ',', ';' or ' '");
    }
    checkSeparator(node, "template", template, separator);
    return new SignatureField(header, template, separator.filter(SEPARATORS::contains), encoding);
  }

  private static TimeField time(ConfigNode node, SignatureField signature, SignedText signed) {
    Optional<String> header = node.optionalText("header").map(_ -> header(node, "header"));
    Optional<Template> item =
        node.optionalText("item").map(text -> template(node, "item", "timestamp", text));
    Unit unit = node.choice("unit", Unit.class, Unit.SECONDS);
    if (header.isPresent() == item.isPresent()) {
      node.problem("header", "give header, or item if the time is in the signature's list");
    }
    item.ifPresent(template -> checkItem(node, template, signature));
    return new TimeField(header, item, unit, signed.isTimeOpen());
  }

  private static void checkItem(ConfigNode node, Template item, SignatureField signature) {
    if (signature.separator().isEmpty()) {
      node.problem("item", "needs signature.separator, which makes that header a list");
    }
    checkSeparator(node, "item", item, signature.separator());
    Template other = signature.template();
    if (item.begins(other.before()) || other.begins(item.before())) {
      node.problem("item", "must begin otherwise than signature.template, to be told from it");
    }
  }

  private static void checkSeparator(
      ConfigNode node, String key, Template template, Optional<String> separator) {
    if (separator.isPresent() && template.around("").contains(separator.get())) {
      node.problem(key, "must not contain the separator");
    }
  }

  private static Template template(ConfigNode node, String key, String name, String text) {
    Optional<Template> parsed = Template.parse(text, name);
    if (parsed.isEmpty()) {
      node.problem(key, "must have {" + name + "} once, and printable ASCII around it");
    }
    return parsed.orElse(NOTHING);
  }

  private static String header(ConfigNode node, String key) {
    String name = node.text(key);
    node.optionalText(key).flatMap(HeaderName::problem).ifPresent(why -> node.problem(key, why));
    return name;
  }

  private static void checkTime(ConfigNode form, Optional<TimeField> time, List<Part> parts) {
    boolean isSigned = parts.contains(new Part.Time());
    if (isSigned && time.isEmpty()) {
      form.problem("signed", "has {timestamp}: say where it is, with timestamp: {header: ...}");
    }
    if (!isSigned && time.isPresent()) {
      form.problem(
          "timestamp", "is not in signed: a time that nobody signed proves nothing, leave it out");
    }
  }

  private static void checkHeaders(
      ConfigNode form, Optional<String> id, SignatureField signature, List<Part> parts) {
    List<String> signed =
        parts.stream()
            .filter(Part.HeaderValue.class::isInstance)
            .map(part -> ((Part.HeaderValue) part).name())
            .toList();
    if (signed.contains(signature.header())) {
      form.problem("signed", "has the signature's own header: leave it out");
    }
    if (id.isPresent() && !signed.contains(id.get())) {
      form.problem(
          "id", "is not in signed: what nobody signed names no delivery; add {header:...} there");
    }
  }
}
