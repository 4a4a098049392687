package io.sallyport.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Keeps libraries from writing between a command's lines, unless SALLYPORT_LOG asks for it. */
public final class QuietLog {
  private QuietLog() {}

  /** Sets the level of all logs: {@code off}, or what the environment names. */
  public static void install() {
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(level(Optional.ofNullable(System.getenv("SALLYPORT_LOG"))));
    }
  }

  static Level level(Optional<String> asked) {
    return Level.toLevel(asked.orElse("off").toUpperCase(Locale.ROOT), Level.OFF);
  }
}
