package io.sallyport.validator.gate;

import static io.sallyport.validator.gate.Passing.GATE;
import static io.sallyport.validator.gate.Passing.NOTHING;
import static io.sallyport.validator.gate.Passing.bytes;
import static io.sallyport.validator.gate.Passing.codes;
import static io.sallyport.validator.gate.Passing.pass;
import static io.sallyport.validator.gate.Passing.sinks;
import static io.sallyport.validator.gate.Passing.start;
import static io.sallyport.validator.gate.Passing.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Origin;
import io.sallyport.validator.Demo;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.admit.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("NHI4")
class GateAdmissionTest {

  @Test
  void endsADuplicateOnlyOnce() {
    Delivery delivery = Demo.delivery(Demo.goodPush());
    Seen seen = pass(delivery).remembered().getFirst().seen();

    Effects again = GATE.pass(delivery, id -> Optional.of(seen), start(), Demo.NOW);

    assertThat(again.endings())
        .containsExactly(new Ending("github", "-", "DUPLICATE", Code.DUPLICATE));
    assertThat(sinks(again)).containsOnly("receipts");
  }

  @Test
  void forgetsADuplicateAfterTheWindow() {
    Seen seen = pass(Demo.delivery(Demo.goodPush())).remembered().getFirst().seen();
    Instant after = Demo.NOW.plus(Duration.ofHours(75));
    Delivery replayed = Demo.delivery(bytes(Demo.goodPush()), after);

    assertThat(
            GATE.pass(replayed, id -> Optional.of(seen), start(), after.minusMillis(1)).endings())
        .extracting(Ending::code)
        .containsExactly(Code.DUPLICATE);
    assertThat(GATE.pass(replayed, id -> Optional.of(seen), start(), after).endings())
        .extracting(Ending::code)
        .containsExactly(Code.PERMITTED);
  }

  @Test
  void refusesAnIdThatCameWithOtherBytes() {
    Seen other =
        pass(Demo.delivery(Demo.push("a/b", "main", "0".repeat(40))))
            .remembered()
            .getFirst()
            .seen();

    Effects effects =
        GATE.pass(Demo.delivery(Demo.goodPush()), id -> Optional.of(other), start(), Demo.NOW);

    assertThat(effects.endings())
        .containsExactly(new Ending("github", "-", "REFUSED", Code.ID_CONFLICT));
  }

  @Test
  void refusesWhatWaitedTooLong() {
    Delivery delivery = Demo.delivery(Demo.goodPush());
    Instant limit = Demo.NOW.plus(Duration.ofMinutes(10));

    assertThat(GATE.pass(delivery, NOTHING, start(), limit).endings())
        .extracting(Ending::code)
        .containsExactly(Code.EXPIRED_BEFORE_SEAL);
    assertThat(GATE.pass(delivery, NOTHING, start(), limit.minusMillis(1)).endings())
        .extracting(Ending::code)
        .containsExactly(Code.PERMITTED);
    assertThat(GATE.pass(delivery, NOTHING, start(), limit.plusMillis(1)).endings())
        .extracting(Ending::code)
        .containsExactly(Code.STALE);
  }

  @ParameterizedTest
  @CsvSource({
    "ce_source, /sources/gitlab, SOURCE_UNKNOWN",
    "ce_source, github, SOURCE_UNKNOWN",
    "ce_id, nonsense, HEADER_UNCLEAR",
    "ce_type, other.type, HEADER_UNCLEAR",
    "content-type, text/plain, CONTENT_TYPE_REFUSED",
  })
  void refusesOtherHeaders(String name, String value, Code code) {
    RecordHeaders headers = Demo.headers();
    headers.remove(name);
    Demo.add(headers, name, value);

    assertThat(pass(with(headers)).endings()).extracting(Ending::code).containsExactly(code);
  }

  @ParameterizedTest
  @CsvSource({"ce_source", "ce_id", "ce_type", "content-type"})
  void refusesHeadersThatAreThereTwiceOrNotAtAll(String name) {
    RecordHeaders doubled = Demo.headers();
    doubled.add(doubled.lastHeader(name));
    RecordHeaders without = Demo.headers();
    without.remove(name);

    assertThat(pass(with(doubled)).endings())
        .extracting(Ending::code)
        .containsExactly(Code.HEADER_UNCLEAR);
    assertThat(pass(with(without)).endings())
        .extracting(Ending::code)
        .containsExactly(Code.HEADER_UNCLEAR);
  }

  @Test
  void refusesAKeyThatIsNotTheIdentity() {
    Delivery good = Demo.delivery(Demo.goodPush());
    Delivery other =
        new Delivery(
            good.origin(),
            good.appendedAt(),
            Demo.delivery("{}").key(),
            good.body(),
            good.headers());
    Delivery none =
        new Delivery(
            good.origin(), good.appendedAt(), Optional.empty(), good.body(), good.headers());

    assertThat(codes(other)).containsExactly(Code.IDENTITY_MISMATCH);
    assertThat(codes(none)).containsExactly(Code.IDENTITY_MISMATCH);
  }

  @Test
  void refusesAPartitionThatIsNotTheKeys() {
    Delivery good = Demo.delivery(Demo.goodPush());
    Origin moved = new Origin(good.origin().topic(), 1 - good.origin().partition(), 42);
    Delivery copied =
        new Delivery(moved, good.appendedAt(), good.key(), good.body(), good.headers());

    assertThat(codes(copied)).containsExactly(Code.PARTITION_MISMATCH);
  }

  @Test
  void refusesAnotherTopic() {
    Delivery good = Demo.delivery(Demo.goodPush());
    Origin elsewhere = new Origin("sallyport.commands", good.origin().partition(), 42);
    Delivery copied =
        new Delivery(elsewhere, good.appendedAt(), good.key(), good.body(), good.headers());

    assertThat(codes(copied)).containsExactly(Code.SOURCE_UNKNOWN);
  }

  @Test
  void refusesARecordWithoutValue() {
    Delivery good = Demo.delivery(Demo.goodPush());
    Delivery empty =
        new Delivery(
            good.origin(), good.appendedAt(), good.key(), Optional.empty(), good.headers());

    assertThat(codes(empty)).containsExactly(Code.BODY_EMPTY);
  }

  @Test
  void refusesBodiesAboveTheLimit() {
    int limit = 1 << 20;
    String fits = "{\"a\":\"" + "x".repeat(limit - 8) + "\"}";

    assertThat(codes(Demo.delivery(fits))).containsExactly(Code.NO_RULE);
    assertThat(codes(Demo.delivery(fits + " "))).containsExactly(Code.BODY_TOO_LARGE);
  }
}
