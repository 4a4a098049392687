package io.sallyport.evidence.form;

import io.sallyport.evidence.key.SignatureAlgorithm;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How one kind of sender signs: what, with what, and where it writes that.
 *
 * @param algorithm how it signs
 * @param signature where the signatures are
 * @param time where the time of signing is, if one is signed; it is one of the parts then
 * @param id the header with an id that is the same in each retry, if one is signed; it is one of
 *     the parts
 * @param parts what is signed in front of the body, in order; the body is always the end
 */
public record SignedForm(
    SignatureAlgorithm algorithm,
    SignatureField signature,
    Optional<TimeField> time,
    Optional<String> id,
    List<Part> parts)
    implements Form {

  /** Copies the parts. */
  public SignedForm {
    parts = List.copyOf(parts);
  }

  /** What is signed, when, the signature. */
  @Override
  public List<String> headers() {
    Set<String> names = new LinkedHashSet<>();
    for (Part part : parts) {
      switch (part) {
        case Part.HeaderValue(String name, char stop) -> names.add(name);
        case Part.Time() -> time.flatMap(TimeField::header).ifPresent(names::add);
        case Part.Literal(String text) -> {}
      }
    }
    names.add(signature.header());
    return List.copyOf(names);
  }

  @Override
  public boolean signsTime() {
    return time.isPresent();
  }

  @Override
  public boolean signsId() {
    return id.isPresent();
  }
}
