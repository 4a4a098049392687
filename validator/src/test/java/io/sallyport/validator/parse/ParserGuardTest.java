package io.sallyport.validator.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Errors bypass every handler of Kafka Streams, so none may leave the parser. */
class ParserGuardTest {
  private static final byte[] NESTED =
      ("{\"a\":" + "[".repeat(60) + "]".repeat(60) + "}").getBytes(StandardCharsets.UTF_8);
  private static final EventParser PARSER = new EventParser(ParseLimits.DEFAULTS, 1 << 20);
  private static final int STACK_BYTES = 512 << 10;

  @Test
  void refusesABodyThatExhaustsTheStack() throws InterruptedException {
    Parsed before = PARSER.parse(NESTED);
    AtomicReference<Parsed> atTheEnd = new AtomicReference<>(before);

    Thread thread = new Thread(null, () -> atTheEnd.set(atTheEndOfTheStack()), "deep", STACK_BYTES);
    thread.start();
    thread.join();

    assertThat(before).isInstanceOf(Parsed.Accepted.class);
    assertThat(atTheEnd.get()).isEqualTo(new Parsed.Refused(Code.PARSER_EXHAUSTED, ""));
  }

  /** Parses in the deepest frame that has just enough stack left to begin. */
  @SuppressWarnings("InfiniteRecursion") // It is meant to run out of stack.
  private static Parsed atTheEndOfTheStack() {
    try {
      return atTheEndOfTheStack();
    } catch (StackOverflowError e) {
      return PARSER.parse(NESTED);
    }
  }
}
