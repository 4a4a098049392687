package io.sallyport.validator.parse.payload;

import io.sallyport.contract.Code;
import io.sallyport.evidence.content.Payload;
import io.sallyport.evidence.content.Payload.FormLimits;
import io.sallyport.validator.parse.EventParser;
import io.sallyport.validator.parse.ParseLimits;
import io.sallyport.validator.parse.Parsed;
import io.sallyport.validator.parse.Pointers;
import io.sallyport.validator.parse.Refusal;
import io.sallyport.validator.parse.UntrustedEvent;
import io.sallyport.validator.parse.payload.FormDecoder.Field;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes an event of a form: the JSON in one field, or the object of all fields as strings.
 * Immutable.
 */
final class FormParser implements PayloadParser {
  private static final Parsed EXHAUSTED = new Parsed.Refused(Code.PARSER_EXHAUSTED, "");

  private final Optional<String> field;
  private final FormLimits limits;
  private final EventParser json;

  FormParser(Payload.Form form, ParseLimits parsing, EventParser json) {
    this.field = form.field();
    this.limits = field.isPresent() ? form.limits() : narrowed(form.limits(), parsing);
    this.json = json;
  }

  /** Where the fields are the event, they are its values and names too. */
  private static FormLimits narrowed(FormLimits limits, ParseLimits parsing) {
    return new FormLimits(
        Math.min(limits.fields(), parsing.values()),
        Math.min(limits.name(), parsing.nameLength()),
        limits.escapes());
  }

  @Override
  public Parsed parse(byte[] body) {
    try {
      List<Field> fields = new FormDecoder(body, limits).fields();
      return field.isPresent() ? eventIn(field.get(), fields) : eventOf(fields);
    } catch (Refusal refusal) {
      return new Parsed.Refused(refusal.code(), "");
    } catch (StackOverflowError | OutOfMemoryError e) {
      return EXHAUSTED;
    }
  }

  private Parsed eventIn(String name, List<Field> fields) {
    List<Field> found = fields.stream().filter(each -> each.name().equals(name)).toList();
    return switch (found.size()) {
      case 0 -> new Parsed.Refused(Code.FORM_FIELD_MISSING, "");
      case 1 -> json.parse(found.getFirst().text());
      default -> new Parsed.Refused(Code.FORM_DUPLICATE_FIELD, "");
    };
  }

  private static Parsed eventOf(List<Field> fields) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Field each : fields) {
      if (each.name().indexOf(0) >= 0 || each.text().indexOf(0) >= 0) {
        return new Parsed.Refused(Code.JSON_TEXT, Pointers.of(each.name()));
      }
      if (members.putIfAbsent(each.name(), each.text()) != null) {
        return new Parsed.Refused(Code.FORM_DUPLICATE_FIELD, Pointers.of(each.name()));
      }
    }
    return new Parsed.Accepted(new UntrustedEvent(Collections.unmodifiableMap(members)));
  }
}
