package io.sallyport.service.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up a process's logging by code, so that no file on the class path can change it. */
public final class JsonLog {

  /** Libraries whose INFO lines are noise, and whose DEBUG lines can hold secrets. */
  private static final List<String> QUIET = List.of("org.apache.kafka", "org.eclipse.jetty");

  private JsonLog() {}

  /** Sends records of INFO and above to standard error as JSON lines that name this role. */
  public static void install(String role) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder(context, role));
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender);
    QUIET.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
  }

  private static LayoutWrappingEncoder<ILoggingEvent> encoder(LoggerContext context, String role) {
    JsonLayout layout = new JsonLayout(role);
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }
}
