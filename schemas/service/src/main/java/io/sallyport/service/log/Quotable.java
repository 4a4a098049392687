package io.sallyport.service.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;

/**
 * What of a log record's text may be shown. Libraries put records, headers and settings into what
 * they log, so of their texts only what was written in their source goes out, with plain numbers.
 */
final class Quotable {
  /** Stands where a library's text was. */
  static final String WITHHELD = "(withheld)";

  private static final String OURS = "io.sallyport.";

  /** It knows brokers and requests, never records; its reasons are what an operator needs. */
  private static final Set<String> KNOW_NO_RECORDS =
      Set.of("org.apache.kafka.clients.NetworkClient");

  /** These fill in their texts before they log them. */
  private static final List<String> FILLED_IN =
      List.of("org.apache.kafka.streams.", "org.apache.kafka.common.security.oauthbearer.");

  private Quotable() {}

  /** Whether {@code name}, of a class or a logger, is this project's. */
  static boolean isOurs(String name) {
    return name.startsWith(OURS);
  }

  static String message(ILoggingEvent event) {
    String logger = event.getLoggerName();
    if (isOurs(logger) || KNOW_NO_RECORDS.contains(logger)) {
      return String.valueOf(event.getFormattedMessage());
    }
    if (FILLED_IN.stream().anyMatch(logger::startsWith)) {
      return WITHHELD;
    }
    return MessageFormatter.basicArrayFormat(
        String.valueOf(event.getMessage()), plain(event.getArgumentArray()));
  }

  private static Object[] plain(@Nullable Object @Nullable [] arguments) {
    return arguments == null ? new Object[0] : Stream.of(arguments).map(Quotable::plain).toArray();
  }

  private static Object plain(@Nullable Object argument) {
    return switch (argument) {
      case Integer number -> number;
      case Long number -> number;
      case Boolean flag -> flag;
      case null, default -> WITHHELD;
    };
  }
}
