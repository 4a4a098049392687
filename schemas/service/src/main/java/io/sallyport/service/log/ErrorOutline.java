package io.sallyport.service.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An exception and its causes: their classes, the messages that our own code wrote, and where the
 * innermost was thrown. Other messages may quote records.
 *
 * @param chain the classes, the outermost first
 * @param place the first frames of the innermost one that has any
 */
record ErrorOutline(String chain, String place) {
  private static final int MAX_MESSAGE = 1_000;
  private static final int MAX_CAUSES = 5;
  private static final int MAX_FRAMES = 8;

  static ErrorOutline of(IThrowableProxy error) {
    List<IThrowableProxy> causes = new ArrayList<>();
    @Nullable IThrowableProxy next = error;
    while (next != null && causes.size() < MAX_CAUSES) {
      causes.add(next);
      next = next.getCause();
    }
    return new ErrorOutline(
        causes.stream().map(ErrorOutline::named).collect(Collectors.joining("; caused by ")),
        causes.reversed().stream()
            .map(ErrorOutline::place)
            .filter(place -> !place.isEmpty())
            .findFirst()
            .orElse(""));
  }

  private static String named(IThrowableProxy error) {
    return isOurs(error) && error.getMessage() != null
        ? error.getClassName() + ": " + JsonLayout.cut(error.getMessage(), MAX_MESSAGE)
        : error.getClassName();
  }

  /** Whether our own code threw it, and so chose its words. */
  private static boolean isOurs(IThrowableProxy error) {
    StackTraceElementProxy[] frames = error.getStackTraceElementProxyArray();
    return frames.length > 0 && Quotable.isOurs(frames[0].getStackTraceElement().getClassName());
  }

  private static String place(IThrowableProxy error) {
    return Stream.of(error.getStackTraceElementProxyArray())
        .limit(MAX_FRAMES)
        .map(frame -> frame.getStackTraceElement().toString())
        .collect(Collectors.joining(" < "));
  }
}
