package io.sallyport.action.language;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.action.pattern.BoundedPattern;
import io.sallyport.action.shape.Format;
import io.sallyport.action.source.Limits;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The JSON Schema of action schemas: a template whose words and limits come from the code. */
final class EditorSchema {
  private EditorSchema() {}

  static String text() throws IOException {
    String text = template();
    for (Map.Entry<String, Object> value : values().entrySet()) {
      text = text.replace("\"@" + value.getKey() + "@\"", value.getValue().toString());
    }
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
    JsonMapper mapper = new JsonMapper();
    return mapper.writer(printer).writeValueAsString(mapper.readTree(text)) + "\n";
  }

  private static Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("FORMATS", words(Format.values(), Format::text));
    values.put("EFFECTS", words(Effect.values(), Effect::text));
    values.put("CLASSIFICATIONS", words(Classification.values(), Classification::text));
    values.put("ASSURANCES", words(Assurance.values(), Assurance::text));
    values.put("NAME_LENGTH", Limits.NAME_LENGTH);
    values.put("STRING_LENGTH", Limits.STRING_LENGTH);
    values.put("PATTERN_LENGTH", BoundedPattern.MAX_LENGTH);
    values.put("ITEMS", Limits.ITEMS);
    values.put("FIELDS", Limits.FIELDS);
    values.put("SYMBOLS", Limits.SYMBOLS);
    values.put("APPROVALS", Limits.APPROVALS);
    values.put("PRECISION", Limits.PRECISION);
    values.put("LEAST", -Limits.EXACT);
    values.put("MOST", Limits.EXACT);
    return values;
  }

  private static <T> String words(T[] all, Function<T, String> text) {
    return Arrays.stream(all)
        .map(each -> "\"" + text.apply(each) + "\"")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String template() throws IOException {
    try (InputStream in = EditorSchema.class.getResourceAsStream("/editor/template.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
