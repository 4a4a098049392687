package io.sallyport.service.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import io.sallyport.service.text.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.event.KeyValuePair;

/**
 * One log record as one line of flat JSON: time, level, role, logger, message, the record's own
 * pairs, and of an exception its chain and place. No other key is ever written.
 */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
  /** The keys of pairs, beside those that each line has; a pair with another one is left out. */
  static final Set<String> PAIRS =
      Set.of("source", "result", "delivery", "millis", "reason", "watch");

  private static final int MAX_MESSAGE = 4_000;
  private static final int MAX_VALUE = 1_000;

  private final String role;

  JsonLayout(String role) {
    this.role = role;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("time", event.getInstant().toString());
    fields.put("level", event.getLevel().toString());
    fields.put("role", role);
    fields.put("logger", event.getLoggerName());
    fields.put("message", cut(Quotable.message(event), MAX_MESSAGE));
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null && Quotable.isOurs(event.getLoggerName())) {
      pairs.stream()
          .filter(pair -> PAIRS.contains(pair.key))
          .forEach(pair -> fields.put(pair.key, cut(String.valueOf(pair.value), MAX_VALUE)));
    }
    IThrowableProxy error = event.getThrowableProxy();
    if (error != null) {
      ErrorOutline outline = ErrorOutline.of(error);
      fields.put("error", cut(outline.chain(), MAX_MESSAGE));
      fields.put("at", cut(outline.place(), MAX_MESSAGE));
    }
    return JsonText.object(fields) + "\n";
  }

  static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max) + "...";
  }
}
