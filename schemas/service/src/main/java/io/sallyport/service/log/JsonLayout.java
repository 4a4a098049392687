package io.sallyport.service.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import io.sallyport.service.text.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One log record as one line of flat JSON: time, level, role, logger, message, the record's own
 * key-value pairs, and of an exception its chain and place.
 */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
  private static final int MAX_MESSAGE = 4_000;
  private static final int MAX_VALUE = 1_000;
  private static final int MAX_CAUSES = 5;
  private static final int MAX_FRAMES = 8;

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
    fields.put("message", cut(event.getFormattedMessage(), MAX_MESSAGE));
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(p -> fields.putIfAbsent(p.key, cut(String.valueOf(p.value), MAX_VALUE)));
    }
    IThrowableProxy error = event.getThrowableProxy();
    if (error != null) {
      fields.put("error", cut(chain(error), MAX_MESSAGE));
      fields.put("at", cut(place(error), MAX_MESSAGE));
    }
    return JsonText.object(fields) + "\n";
  }

  private static String chain(IThrowableProxy error) {
    StringBuilder chain = new StringBuilder();
    @Nullable IThrowableProxy cause = error;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      chain.append(depth == 0 ? "" : "; caused by ").append(cause.getClassName());
      chain.append(": ").append(cut(String.valueOf(cause.getMessage()), MAX_VALUE));
      cause = cause.getCause();
    }
    return chain.toString();
  }

  private static String place(IThrowableProxy error) {
    StringBuilder place = new StringBuilder();
    var frames = error.getStackTraceElementProxyArray();
    for (int frame = 0; frame < Math.min(MAX_FRAMES, frames.length); frame++) {
      place.append(frame == 0 ? "" : " < ").append(frames[frame].getStackTraceElement());
    }
    return place.toString();
  }

  private static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max) + "...";
  }
}
