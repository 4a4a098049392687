package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.decide.Referral;
import io.sallyport.validator.decide.ReferralCodec;
import io.sallyport.validator.gate.Ending;
import io.sallyport.validator.gate.Endings;
import io.sallyport.validator.gate.Gate;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.hold.People;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions as large as the desk and persons are given them, and larger ones. */
class LargestTest {
  /** As ADR 39 says. */
  private static final int MOST_KEPT = 85 << 10;

  @TempDir private Path directory;

  private Office office(String rest) {
    Bundles.copy(directory);
    People.approvers(directory);
    Demo.takeLong(directory);
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        "  quotas: [{id: q, key: action.environment, max: 1, per: 1h" + rest + "}]\n  statements:");
    return new Office(Bundles.read(directory));
  }

  @Test
  void refersWhatTheDeskTakesAndNoByteMore() {
    Office office = office("");
    int fits = longest(office);

    assertThat(body(office.refer(Demo.longPush(fits))).size()).isEqualTo(Referral.MAX_BODY);
    Gate gate = Demo.gate(Bundles.read(directory));
    assertThat(Endings.of(gate, Demo.delivery(Demo.longPush(fits + 1))))
        .extracting(Ending::code)
        .containsExactly(Code.ACTION_TOO_LARGE);
  }

  @Test
  void deniesWhatPersonsCannotBeAsked() {
    Office office = office(", onExceeded: stepUp, group: duty, threshold: 1");
    office.decide(office.refer(Demo.longPush(1)));

    ReceiptBody.Ruled second = office.decide(office.refer(Demo.longPush(longest(office))));

    assertThat(second.ruling().verdict().result()).isEqualTo(DecisionResult.DENIED);
    assertThat(second.ruling().code()).isEqualTo(Code.ACTION_TOO_LARGE);
    assertThat(office.written()).hasSize(1);
  }

  @Test
  void largestWaitsAndIsDecidedAfterARestart() {
    Office office = office(", onExceeded: defer, deadline: 1m");
    Output first = office.refer(Demo.longPush(1));
    office.decide(first);
    office.decide(office.refer(Demo.longPush(longest(office))));
    assertThat(office.ruled().getLast().ruling().code()).isEqualTo(Code.DEFERRED);
    assertThat(kept(office)).isBetween(64 << 10, MOST_KEPT);
    assertThat(ReceiptCodec.MAX_SIZE + ReferralCodec.MAX_SIZE).isLessThan(MOST_KEPT - 1_024);

    office.restart();
    office.tell(first, OutcomeResult.EXPIRED);
    office.tick();

    assertThat(office.ruled().getLast().ruling().code()).isEqualTo(Code.PERMITTED);
  }

  /** How many bytes lie in the store for the one that waits. */
  private static int kept(Office office) {
    return office.kept().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("77"))
        .mapToInt(entry -> (entry.getKey().length() + entry.getValue().length()) / 2)
        .sum();
  }

  /** The length of the field with which a body is as large as the desk takes it. */
  private static int longest(Office office) {
    int some = 40_000;
    return some + Referral.MAX_BODY - body(office.refer(Demo.longPush(some))).size();
  }

  private static Bytes body(Output referred) {
    return ReferralCodec.parse(referred.value().orElseThrow()).orElseThrow().body();
  }
}
