package io.sallyport.evidence.form;

import io.sallyport.contract.id.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a signature is: in the one value of a header, or in those items of a list that begin as the
 * template does. Items that begin otherwise are passed over.
 *
 * @param header its name in lower case
 * @param template around each signature
 * @param separator between the items, one character; none if the header is no list
 * @param encoding of each signature
 */
public record SignatureField(
    String header, Template template, Optional<String> separator, Encoding encoding) {

  /** The most items of one header. */
  public static final int MAX_ITEMS = 8;

  /** The items of a value; none if one is empty or there are too many. */
  public List<String> items(String value) {
    List<String> items =
        separator.map(mark -> List.of(value.split(mark, -1))).orElseGet(() -> List.of(value));
    boolean isWhole = items.stream().noneMatch(String::isEmpty);
    return isWhole && items.size() <= MAX_ITEMS ? items : List.of();
  }

  /** The signatures among the items; none when one of them is no signature of this size. */
  public List<Bytes> signatures(List<String> items, int size) {
    List<Bytes> signatures = new ArrayList<>();
    for (String item : items) {
      if (template.begins(item)) {
        Optional<Bytes> found = template.value(item).flatMap(text -> encoding.decode(text, size));
        if (found.isEmpty()) {
          return List.of();
        }
        signatures.add(found.get());
      }
    }
    return List.copyOf(signatures);
  }
}
