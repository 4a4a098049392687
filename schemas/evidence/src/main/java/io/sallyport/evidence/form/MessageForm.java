package io.sallyport.evidence.form;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * HTTP message signatures (RFC 9421): what a sender's signature covers, no more and no less, since
 * whoever verifies again from the record has that and nothing else.
 *
 * @param components names of headers in lower case and derived components of the request, among
 *     them {@value #DIGEST}
 * @param target the address that the sender signs for, of which derived components are made; what a
 *     request says of it does not count
 * @param id the header with an id that is the same in each retry, if one is covered
 * @param tag of the signature, if it must have one
 */
public record MessageForm(
    List<String> components, Optional<URI> target, Optional<String> id, Optional<String> tag)
    implements Form {
  /** The header that ties the body to what is signed (RFC 9530). */
  public static final String DIGEST = "content-digest";

  /** What the signature covers, and how. */
  public static final String INPUT = "signature-input";

  /** The signature. */
  public static final String SIGNATURE = "signature";

  /** What every delivery has anyway, also as a record. */
  private static final List<String> OF_THE_BODY = List.of("content-type", "content-length");

  /** Copies the components. */
  public MessageForm {
    components = List.copyOf(components);
  }

  /** Whether {@code component} is made of the target. */
  static boolean isDerived(String component) {
    return component.startsWith("@");
  }

  @Override
  public List<String> headers() {
    List<String> names = new ArrayList<>(covered());
    names.removeAll(OF_THE_BODY);
    names.addAll(List.of(INPUT, SIGNATURE));
    return List.copyOf(names);
  }

  /** The headers that are covered. */
  public List<String> covered() {
    return components.stream().filter(each -> !isDerived(each)).toList();
  }

  @Override
  public boolean signsTime() {
    return true;
  }

  @Override
  public boolean signsId() {
    return id.isPresent();
  }

  /** The value of a component: derived of the target, or a header's (RFC 9421, section 2). */
  public String value(String component, Map<String, String> headers) {
    return isDerived(component)
        ? derived(component, target.orElse(URI.create("")))
        : headers.getOrDefault(component, "");
  }

  /** Empty for components that are none. */
  static String derived(String component, URI target) {
    String path = part(target.getRawPath());
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    return switch (component) {
      case "@method" -> "POST";
      case "@target-uri" -> target.toString();
      case "@authority" -> part(target.getRawAuthority());
      case "@scheme" -> part(target.getScheme());
      case "@path" -> path;
      case "@query" -> query.isEmpty() ? "?" : query;
      case "@request-target" -> path + query;
      default -> "";
    };
  }

  private static String part(@Nullable String text) {
    return text == null ? "" : text;
  }
}
