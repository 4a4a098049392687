package io.sallyport.evidence.content;

import java.util.List;
import java.util.Locale;

/**
 * What the bodies of a source are.
 *
 * @param types media types in lower case without parameters; never empty
 * @param payload how the gate makes an event of a body
 */
public record Content(List<String> types, Payload payload) {

  /** Refuses a source that accepts no content type. */
  public Content {
    if (types.isEmpty()) {
      throw new IllegalArgumentException("contentTypes: at least one is needed");
    }
    types = List.copyOf(types);
  }

  /** Whether the value of a {@code Content-Type} header names one of these types. */
  public boolean accepts(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return types.contains(type.strip().toLowerCase(Locale.ROOT));
  }
}
