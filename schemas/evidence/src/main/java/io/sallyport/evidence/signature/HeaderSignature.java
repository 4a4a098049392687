package io.sallyport.evidence.signature;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.form.Part;
import io.sallyport.evidence.form.SignedForm;
import io.sallyport.evidence.key.Signed;
import io.sallyport.evidence.source.Claims;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signature of any sender whose form is described; what it is over is told, not guessed.
 *
 * @param form of the sender
 */
record HeaderSignature(SignedForm form) implements SignatureForm {

  @Override
  public List<String> headers() {
    return form.headers();
  }

  @Override
  public Optional<Presented> read(Map<String, String> values) {
    List<String> items = form.signature().items(values.getOrDefault(form.signature().header(), ""));
    List<Bytes> signatures = form.signature().signatures(items, form.algorithm().size());
    if (signatures.isEmpty()) {
      return Optional.empty();
    }
    if (form.time().isEmpty()) {
      return presented(values, "", Optional.empty(), signatures);
    }
    Optional<String> text = form.time().flatMap(time -> time.text(values, items));
    Optional<Instant> at = text.flatMap(found -> form.time().flatMap(each -> each.instant(found)));
    return at.isPresent() ? presented(values, text.orElse(""), at, signatures) : Optional.empty();
  }

  private Optional<Presented> presented(
      Map<String, String> values, String time, Optional<Instant> at, List<Bytes> signatures) {
    Optional<String> id = form.id().map(name -> values.getOrDefault(name, ""));
    Claims claims = new Claims(id, at, Optional.empty());
    return prefix(values, time)
        .map(prefix ->
            new Presented(claims, new Signed(Bytes.utf8(prefix), signatures, Optional.empty())));
  }

  private Optional<String> prefix(Map<String, String> values, String time) {
    StringBuilder prefix = new StringBuilder();
    for (Part part : form.parts()) {
      switch (part) {
        case Part.Literal(String text) -> prefix.append(text);
        case Part.Time() -> prefix.append(time);
        case Part.HeaderValue header -> {
          String value = values.getOrDefault(header.name(), "");
          if (!header.isValue(value)) {
            return Optional.empty();
          }
          prefix.append(value);
        }
      }
    }
    return Optional.of(prefix.toString());
  }
}
