package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.sallyport.executor.credential.oauth.Issuer;
import io.sallyport.executor.postgres.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The secrets of all that a suite on a broker is made with: they stand in nothing that this JVM
 * logs while the broker is there, exceptions and all, in no file of the broker's, whatever topic,
 * and in no log of a process that was started beside it.
 */
final class Canary extends AppenderBase<ILoggingEvent> {
  /** Tokens of files, issuers and GitHub begin so. */
  private static final String TOKEN = "t0ken";

  private static final List<String> FORMS =
      Stream.of(TOKEN, Issuer.SECRET, Shop.PASSWORD).flatMap(Canary::forms).toList();

  private final Queue<String> shown = new ConcurrentLinkedQueue<>();

  private Canary() {}

  /** Hears everything from now on. */
  static Canary listen() {
    Canary canary = new Canary();
    canary.start();
    root().addAppender(canary);
    return canary;
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static Stream<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        secret,
        HexFormat.of().formatHex(bytes),
        Base64.getEncoder().withoutPadding().encodeToString(bytes));
  }

  static boolean isIn(String text) {
    return FORMS.stream().anyMatch(text::contains);
  }

  @Override
  protected void append(ILoggingEvent event) {
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    if (isIn(event.getFormattedMessage() + trace)) {
      shown.add(event.getLoggerName() + ": " + event.getMessage());
    }
  }

  /** Nothing was shown, to nobody. */
  void assertUnseen(Path broker) {
    root().detachAppender(this);
    assertThat(shown).as("what was logged").isEmpty();
    assertUnseenBelow(broker);
  }

  /** The same of a directory, but for the files that are secrets. */
  static void assertUnseenBelow(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile).filter(Canary::isLooked).filter(Canary::shows))
          .as("files that show a secret")
          .isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Brokers' indexes are large and hold offsets and times. */
  private static boolean isLooked(Path file) {
    return !file.toString().endsWith("index") && !file.toString().contains("/secrets/");
  }

  private static boolean shows(Path file) {
    try {
      return isIn(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
