package io.sallyport.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.Chains.Heard;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChainsTest {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final SigningKey KEY = SigningKey.generate();

  private static final Instant END = Receipts.NOW.plusSeconds(60);

  private final Chain gate = Chain.of(TOPICS, "validator", "gate-0", KEY);
  private final Chains chains = Chains.fromNowOn(gate.writer());
  private final ReceiptRecord first = gate.append(Receipts.opened());
  private final ReceiptRecord second = gate.append(ended(1));
  private final ReceiptRecord third = gate.append(ended(2));
  private final ReceiptRecord fourth = gate.append(ended(3));

  @Test
  void followsAChainFromItsBeginning() {
    assertThat(hear(first, second, third)).allMatch(Heard.Said.class::isInstance);
    assertThat(chains.broken()).isEmpty();
  }

  @Test
  void followsAChainFromItsMiddle() {
    assertThat(hear(third, fourth)).allMatch(Heard.Said.class::isInstance);
  }

  @Test
  void missesAReceiptThatIsNotThere() {
    List<Heard> heard = hear(second, fourth);

    assertThat(heard.getLast())
        .isEqualTo(
            new Heard.Unproven(new Break("validator", "gate-0", 2, "the sequence number is 3")));
    assertThat(chains.broken()).hasSize(1);
  }

  @Test
  void refusesAReceiptThatIsThereTwice() {
    assertThat(hear(second, second).getLast()).isInstanceOf(Heard.Unproven.class);
  }

  @Test
  void countsNothingBehindABreak() {
    assertThat(hear(second, fourth, third, fourth).subList(2, 4))
        .allMatch(Heard.Nothing.class::isInstance);
  }

  @Test
  void refusesAnotherKey() {
    ReceiptRecord forged =
        Chain.of(TOPICS, "validator", "gate-0", SigningKey.generate()).append(ended(1));

    assertThat(hear(forged).getFirst())
        .isInstanceOfSatisfying(
            Heard.Unproven.class,
            unproven -> assertThat(unproven.at().reason()).startsWith("signature"));
  }

  /** Two instances sign a chain in turn while they are restarted with the next key. */
  @Test
  void followsAChainFromOneKeyIntoAnotherAndBack() {
    SigningKey next = SigningKey.generate();
    gate.signWith(next);
    ReceiptRecord fifth = gate.append(ended(4));
    gate.signWith(KEY);
    ReceiptRecord sixth = gate.append(ended(5));

    assertThat(hear(keyed(next), first, second, third, fourth, fifth, sixth))
        .allMatch(Heard.Said.class::isInstance);
  }

  @Test
  void refusesAReplacedKeyFromItsEndOn() {
    gate.signWith(KEY);
    ReceiptRecord late = gate.append(ended(4), END);

    assertThat(hear(keyed(SigningKey.generate()), first, second, third, fourth, late).getLast())
        .isEqualTo(
            new Heard.Unproven(
                new Break("validator", "gate-0", 4, "signed with a key that was replaced before")));
  }

  /** Whoever has the old key can choose what time a receipt tells, but not the one before it. */
  @Test
  void refusesAReplacedKeyThatTellsATimeBeforeItsEnd() {
    SigningKey next = SigningKey.generate();
    gate.signWith(next);
    ReceiptRecord fifth = gate.append(ended(4), END);
    gate.signWith(KEY);
    ReceiptRecord backdated = gate.append(ended(5));

    assertThat(hear(keyed(next), first, second, third, fourth, fifth, backdated).getLast())
        .isInstanceOf(Heard.Unproven.class);
  }

  @Test
  void refusesAChainOnAnotherPartition() {
    ReceiptRecord moved = new ReceiptRecord(first.topic(), 1, first.chain(), first.jws());

    assertThat(hear(moved).getFirst()).isInstanceOf(Heard.Unproven.class);
  }

  @Test
  void refusesAReceiptUnderAnotherChainsName() {
    ReceiptRecord renamed = new ReceiptRecord(first.topic(), 0, "desk-0", first.jws());

    assertThat(hear(renamed).getFirst()).isInstanceOf(Heard.Unproven.class);
  }

  @Test
  void refusesWhatIsNotTheValidatorsToSay() {
    ReceiptRecord outcome =
        gate.append(
            Receipts.outcome(
                Receipts.id(new Origin("sallyport.untrusted", 0, 1), "rule"),
                OutcomeResult.SUCCEEDED));

    assertThat(hear(outcome).getFirst()).isInstanceOf(Heard.Unproven.class);
  }

  /** The gate's chains as somebody follows them who knows that the first key has an end. */
  private Chains keyed(SigningKey next) {
    List<ReceiptKey> keys =
        List.of(new ReceiptKey(KEY.jwk(), END), new ReceiptKey(next.jwk(), Instant.MAX));
    return Chains.fromTheirBeginning(Writer.of(TOPICS, "validator", keys));
  }

  private static List<Heard> hear(Chains chains, ReceiptRecord... records) {
    return Stream.of(records).map(record -> chains.accept(record, Receipts.NOW)).toList();
  }

  private List<Heard> hear(ReceiptRecord... records) {
    return Stream.of(records).map(each -> chains.accept(each, Receipts.NOW)).toList();
  }

  private static ReceiptBody ended(long offset) {
    return Receipts.ended(
        new Origin("sallyport.untrusted", 0, offset), Ending.IGNORED, Code.NO_RULE);
  }
}
