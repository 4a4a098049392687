package io.sallyport.quickstart.files;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.sallyport.service.log.JsonLog;
import org.slf4j.LoggerFactory;

/** The log of processes that tell their own story otherwise: warnings of libraries, as JSON. */
public final class QuietLog {
  private QuietLog() {}

  /** Sends records of WARN and above to standard error. */
  public static void install(String name) {
    JsonLog.install(name);
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.WARN);
    }
  }
}
