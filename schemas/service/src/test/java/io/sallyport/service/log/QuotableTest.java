package io.sallyport.service.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Libraries may log whatever they hold; nothing of it gets out. */
@ResourceLock(Resources.SYSTEM_ERR)
class QuotableTest {
  private static final String CANARY = "canary-5f1d";
  private static final Logger CLIENT =
      LoggerFactory.getLogger("org.apache.kafka.clients.producer.internals.Sender");
  private static final Logger NETWORK =
      LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient");
  private static final Logger STREAMS =
      LoggerFactory.getLogger("org.apache.kafka.streams.processor.internals.StreamThread");
  private static final Logger OURS = LoggerFactory.getLogger("io.sallyport.test");

  private static String logged(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, UTF_8));
    try {
      JsonLog.install("validator");
      work.run();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(UTF_8);
  }

  @Test
  void showsOfALibrarysTextWhatItsSourceSays() {
    String line = logged(() -> CLIENT.warn("lost {} of {} at {}", CANARY, 7, 9L));

    assertThat(line).contains("\"message\":\"lost (withheld) of 7 at 9\"").doesNotContain(CANARY);
  }

  @Test
  void withholdsTextsThatAreFilledInBefore() {
    String line = logged(() -> STREAMS.error("failed at " + CANARY));

    assertThat(line).contains("\"message\":\"(withheld)\"", "StreamThread");
    assertThat(line).doesNotContain(CANARY);
  }

  @Test
  void withholdsALibrarysPairs() {
    String line = logged(() -> CLIENT.atWarn().addKeyValue("record", CANARY).log("lost"));

    assertThat(line).contains("\"message\":\"lost\"").doesNotContain(CANARY);
  }

  @Test
  void saysWhichBrokerIsNotThere() {
    String line = logged(() -> NETWORK.warn("no connection to {}", "127.0.0.1:9092"));

    assertThat(line).contains("no connection to 127.0.0.1:9092");
  }

  @Test
  void namesOnlyTheClassOfAnExceptionThatALibraryThrew() {
    Exception foreign = new IllegalArgumentException("outer", parseFailure());

    String line = logged(() -> OURS.error("failed", foreign));

    assertThat(line)
        .contains("outer; caused by java.lang.NumberFormatException\"")
        .contains("\"at\":\"java.base/java.lang.")
        .doesNotContain(CANARY);
  }

  @Test
  void saysWhereEvenIfTheInnermostHasNoTrace() {
    Exception bare = new TracelessException();

    String line = logged(() -> OURS.error("failed", new IllegalStateException("outer", bare)));

    assertThat(line)
        .contains("outer; caused by " + TracelessException.class.getName() + "\"")
        .contains("\"at\":\"io.sallyport.service.log.QuotableTest.")
        .doesNotContain(CANARY);
  }

  /** As some of Kafka's exceptions are. */
  private static final class TracelessException extends Exception {
    private static final long serialVersionUID = 1;

    TracelessException() {
      super(CANARY, null, false, false);
    }
  }

  private static Exception parseFailure() {
    try {
      throw new IllegalStateException("parsed " + Integer.parseInt(CANARY));
    } catch (NumberFormatException e) {
      return e;
    }
  }
}
