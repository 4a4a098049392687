package io.sallyport.service.metrics;

import java.util.List;
import java.util.stream.Collectors;

/** Writes samples in the Prometheus text format 0.0.4; owned by the thread that answers. */
final class Exposition {
  private final StringBuilder text = new StringBuilder();

  static void checkName(String name) {
    boolean isName =
        !name.isEmpty()
            && name.chars()
                .allMatch(c -> c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            && !Character.isDigit(name.charAt(0));
    if (!isName) {
      throw new IllegalArgumentException(name + ": names are lower-case letters, digits and _");
    }
  }

  void describe(String name, String help, String type) {
    text.append("# HELP ").append(name).append(' ').append(escape(help)).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  void append(String name, List<Label> labels, double value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append(
          labels.stream()
              .map(label ->
                  label.name() + "=\"" + escape(label.value()).replace("\"", "\\\"") + "\"")
              .collect(Collectors.joining(",", "{", "}")));
    }
    text.append(' ').append(number(value)).append('\n');
  }

  private static String escape(String raw) {
    return raw.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.isNaN(value) ? "NaN" : Double.toString(value).replace("Infinity", "Inf");
  }

  String text() {
    return text.toString();
  }

  /**
   * One label of a sample.
   *
   * @param name a fixed name
   * @param value any text
   */
  record Label(String name, String value) {}
}
