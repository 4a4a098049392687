package io.sallyport.validator.gate;

import static io.sallyport.validator.gate.Passing.GATE;
import static io.sallyport.validator.gate.Passing.decision;
import static io.sallyport.validator.gate.Passing.ended;
import static io.sallyport.validator.gate.Passing.pass;
import static io.sallyport.validator.gate.Passing.start;
import static io.sallyport.validator.gate.Passing.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import io.sallyport.contract.receipt.Violation;
import io.sallyport.validator.Demo;
import io.sallyport.validator.admit.Seen;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Receipts say what admission proved, and everything that kept a rule from binding. */
class GateReceiptTest {
  private static final String BAD_COMMIT = Demo.push("not a repository", "main", "no-commit");

  @Test
  void saysWhatWasProvedOfDecidedDeliveries() {
    Effects effects = pass(Demo.delivery(Demo.goodPush()));

    assertThat(decision(effects).delivery().evidence()).contains(proof(Demo.goodPush()));
    assertThat(decision(effects).further()).isEmpty();
  }

  @Test
  void namesEveryViolationWithoutItsValue() {
    ReceiptBody.Decision unbound = decision(pass(Demo.delivery(BAD_COMMIT)));

    assertThat(unbound.code()).isEqualTo(Code.CONSTRAINT_PATTERN);
    assertThat(unbound.pointer()).contains("/repository/full_name");
    assertThat(unbound.further()).containsExactly(Violation.of(Code.CONSTRAINT_FORMAT, "/after"));
    assertThat(unbound.delivery().evidence()).contains(proof(BAD_COMMIT));
  }

  @Test
  void saysWhatWasProvedOfUnreadableBodies() {
    ReceiptBody.DeliveryEnded refused = ended(pass(Demo.delivery("{")));

    assertThat(refused.ending()).isEqualTo(Ending.REFUSED);
    assertThat(refused.delivery().evidence()).contains(proof("{"));
  }

  @Test
  void saysWhatWasProvedOfIgnoredDeliveries() {
    ReceiptBody.DeliveryEnded ignored = ended(pass(Demo.delivery("{}")));

    assertThat(ignored.ending()).isEqualTo(Ending.IGNORED);
    assertThat(ignored.delivery().evidence()).contains(proof("{}"));
  }

  @Test
  void saysWhatWasProvedOfDuplicates() {
    Seen seen = pass(Demo.delivery(Demo.goodPush())).remembered().getFirst().seen();

    Effects again =
        GATE.pass(Demo.delivery(Demo.goodPush()), id -> Optional.of(seen), start(), Demo.NOW);

    assertThat(ended(again).ending()).isEqualTo(Ending.DUPLICATE);
    assertThat(ended(again).delivery().evidence()).contains(proof(Demo.goodPush()));
  }

  @Test
  void provesNothingOfWhatIsNotAdmitted() {
    ReceiptBody.DeliveryEnded refused = ended(pass(with(new RecordHeaders())));

    assertThat(refused.code()).isEqualTo(Code.HEADER_UNCLEAR);
    assertThat(refused.delivery().evidence()).isEmpty();
  }

  private static ReceiptBody.Evidence proof(String body) {
    return new ReceiptBody.Evidence(
        Assurance.SHARED, "source:github", Demo.id(body.getBytes(StandardCharsets.UTF_8)));
  }
}
