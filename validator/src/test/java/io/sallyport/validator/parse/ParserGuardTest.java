package io.sallyport.validator.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.evidence.content.Payload;
import io.sallyport.evidence.content.Payload.FormLimits;
import io.sallyport.validator.parse.payload.PayloadParser;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors bypass every handler of Kafka Streams, so none may leave the parser. */
class ParserGuardTest {
  private static final byte[] NESTED =
      ("{\"a\":" + "[".repeat(60) + "]".repeat(60) + "}").getBytes(StandardCharsets.UTF_8);
  private static final EventParser PARSER = new EventParser(ParseLimits.DEFAULTS, 1 << 20);
  private static final int STACK_BYTES = 512 << 10;

  static Stream<Named<Supplier<Parsed>>> parsers() {
    String text = new String(NESTED, StandardCharsets.UTF_8);
    byte[] fields = "a=1&b=2".getBytes(StandardCharsets.UTF_8);
    Payload.Form form = new Payload.Form(Optional.empty(), FormLimits.DEFAULTS);
    PayloadParser forms = PayloadParser.of(form, ParseLimits.DEFAULTS, 1 << 20);
    return Stream.of(
        Named.of("a body", () -> PARSER.parse(NESTED)),
        Named.of("a part of a body", () -> PARSER.parse(text)),
        Named.of("a form", () -> forms.parse(fields)));
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void refusesWhatExhaustsTheStack(Supplier<Parsed> parser) throws InterruptedException {
    Parsed before = parser.get();
    AtomicReference<Parsed> atTheEnd = new AtomicReference<>(before);

    Thread thread =
        new Thread(null, () -> atTheEnd.set(atTheEndOfTheStack(parser)), "deep", STACK_BYTES);
    thread.start();
    thread.join();

    assertThat(before).isInstanceOf(Parsed.Accepted.class);
    assertThat(atTheEnd.get()).isEqualTo(new Parsed.Refused(Code.PARSER_EXHAUSTED, ""));
  }

  /** Parses in the deepest frame that has just enough stack left to begin. */
  @SuppressWarnings("InfiniteRecursion") // It is meant to run out of stack.
  private static Parsed atTheEndOfTheStack(Supplier<Parsed> parser) {
    try {
      return atTheEndOfTheStack(parser);
    } catch (StackOverflowError e) {
      return parser.get();
    }
  }
}
