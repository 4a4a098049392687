package io.sallyport.validator.parse.payload;

import com.google.protobuf.NullValue;
import io.sallyport.contract.Code;
import io.sallyport.evidence.text.StrictText;
import io.sallyport.validator.parse.EventParser;
import io.sallyport.validator.parse.Parsed;
import io.sallyport.validator.parse.Pointers;
import io.sallyport.validator.parse.UntrustedEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes an event of a CloudEvents 1.0.2 envelope in the JSON format: the envelope itself, without
 * attributes that are {@code null}, which the format has as unset. Immutable.
 */
final class CloudEventParser implements PayloadParser {
  private static final String VERSION = "specversion";
  private static final String DATA = "data";
  private static final String DATA_BASE64 = "data_base64";
  private static final List<String> REQUIRED = List.of(VERSION, "id", "source", "type");

  private final EventParser json;

  CloudEventParser(EventParser json) {
    this.json = json;
  }

  @Override
  public Parsed parse(byte[] body) {
    return switch (json.parse(body)) {
      case Parsed.Refused refused -> refused;
      case Parsed.Accepted(UntrustedEvent event) -> envelope(event.members());
    };
  }

  private static Parsed envelope(Map<String, Object> members) {
    Map<String, Object> set = new LinkedHashMap<>(members);
    set.entrySet().removeIf(each -> isUnset(each.getKey(), each.getValue()));
    Optional<String> wrong =
        REQUIRED.stream().filter(name -> !set.containsKey(name)).findFirst().or(() -> wrong(set));
    if (wrong.isPresent()) {
      return new Parsed.Refused(Code.CLOUDEVENT_INVALID, Pointers.of(wrong.get()));
    }
    return isDataClear(set)
        ? new Parsed.Accepted(new UntrustedEvent(Collections.unmodifiableMap(set)))
        : new Parsed.Refused(Code.CLOUDEVENT_DATA, Pointers.of(DATA_BASE64));
  }

  private static boolean isUnset(String name, Object value) {
    return !isData(name) && value == NullValue.NULL_VALUE;
  }

  /** The first attribute that the specification does not allow. */
  private static Optional<String> wrong(Map<String, Object> set) {
    return set.entrySet().stream()
        .filter(each -> !isData(each.getKey()))
        .filter(each -> !Attributes.isAllowed(each.getKey(), each.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isData(String name) {
    return name.equals(DATA) || name.equals(DATA_BASE64);
  }

  private static boolean isDataClear(Map<String, Object> set) {
    Object binary = set.get(DATA_BASE64);
    if (binary == null) {
      return true;
    }
    return !set.containsKey(DATA)
        && binary instanceof String text
        && StrictText.base64(text).isPresent();
  }
}
