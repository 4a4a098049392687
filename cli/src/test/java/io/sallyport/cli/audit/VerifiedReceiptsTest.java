package io.sallyport.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerifiedReceiptsTest {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final SigningKey KEY = SigningKey.generate();
  private static final SigningKey CELL_KEY = SigningKey.generate();

  private final Chain gate = Chain.of(TOPICS, "validator", "gate-0", KEY);
  private final Chain cell = Chain.of(TOPICS, "deployments", "deployments-1", CELL_KEY);
  private final VerifiedReceipts receipts =
      new VerifiedReceipts(List.of(gate.writer(), cell.writer()));
  private final List<ReceiptRecord> records = new ArrayList<>();

  @BeforeEach
  void writesFourReceipts() {
    records.add(gate.append(Receipts.opened()));
    for (int offset = 0; offset < 3; offset++) {
      records.add(gate.append(ended(offset)));
    }
  }

  @Test
  void takesAWholeChain() {
    records.forEach(each -> receipts.accept(each, Receipts.NOW));

    assertThat(receipts.broken()).isEmpty();
    assertThat(receipts.decisions()).hasSize(4);
    assertThat(receipts.chains().count()).isEqualTo(1);
  }

  @Test
  void keepsWritersApart() {
    records.add(cell.append(Receipts.outcome(Receipts.id(at(0), "rule"), OutcomeResult.FAILED)));

    records.forEach(each -> receipts.accept(each, Receipts.NOW));

    assertThat(receipts.broken()).isEmpty();
    assertThat(receipts.outcomes()).hasSize(1);
  }

  @Test
  void showsARemovedReceipt() {
    records.remove(2);

    records.forEach(each -> receipts.accept(each, Receipts.NOW));

    assertThat(receipts.broken())
        .containsExactly(new Break("validator", "gate-0", 2, "the sequence number is 3"));
    assertThat(receipts.decisions()).as("nothing after a break counts").hasSize(2);
  }

  @Test
  void showsExchangedReceipts() {
    Collections.swap(records, 1, 2);

    records.forEach(each -> receipts.accept(each, Receipts.NOW));

    assertThat(receipts.broken()).extracting(Break::seq).containsExactly(1L);
  }

  @Test
  void showsARepeatedReceipt() {
    records.add(records.get(1));

    records.forEach(each -> receipts.accept(each, Receipts.NOW));

    assertThat(receipts.broken()).extracting(Break::seq).containsExactly(4L);
  }

  @Test
  void showsAChangedReceipt() {
    ReceiptRecord last = records.removeLast();
    StringBuilder changed = new StringBuilder(last.jws());
    int signature = changed.lastIndexOf(".") + 1;
    changed.setCharAt(signature, changed.charAt(signature) == 'A' ? 'B' : 'A');
    records.add(
        new ReceiptRecord(last.topic(), last.partition(), last.chain(), changed.toString()));

    records.forEach(each -> receipts.accept(each, Receipts.NOW));

    assertThat(receipts.broken())
        .extracting(Break::reason)
        .containsExactly("signature: signature-invalid");
  }

  @Test
  void showsAChainOfAnotherKey() {
    Chain forged = Chain.of(TOPICS, "validator", "gate-1", SigningKey.generate());
    records.add(forged.append(Receipts.opened()));

    records.forEach(each -> receipts.accept(each, Receipts.NOW));

    assertThat(receipts.broken())
        .containsExactly(new Break("validator", "gate-1", 0, "signature: key-unknown"));
  }

  @Test
  void showsAChainOnAnotherPartition() {
    ReceiptRecord first = records.getFirst();
    ReceiptRecord moved = new ReceiptRecord(first.topic(), 1, first.chain(), first.jws());

    receipts.accept(moved, Receipts.NOW);

    assertThat(receipts.broken()).extracting(Break::reason).containsExactly("on another partition");
  }

  @Test
  void showsARecordWithoutAChain() {
    receipts.accept(
        new ReceiptRecord(TOPICS.validatorReceipts(), 0, "\u001b[31mgate-0", ""), Receipts.NOW);

    assertThat(receipts.broken()).extracting(Break::reason).containsExactly("on another partition");
  }

  static Stream<ReceiptBody> sayingsOfTheValidator() {
    return Stream.of(ended(9), Receipts.allowed(at(9)));
  }

  @ParameterizedTest
  @MethodSource("sayingsOfTheValidator")
  void letsNoCellDecide(ReceiptBody body) {
    records.add(cell.append(body));

    records.forEach(each -> receipts.accept(each, Receipts.NOW));

    assertThat(receipts.broken())
        .containsExactly(new Break("deployments", "deployments-1", 0, "not this writer's to say"));
    assertThat(receipts.outcomes()).isEmpty();
  }

  static Stream<ReceiptBody> sayingsOfACell() {
    return Stream.of(
        Receipts.outcome(Receipts.id(at(0), "rule"), OutcomeResult.SUCCEEDED),
        Receipts.rejected(Code.KEY_UNKNOWN));
  }

  @ParameterizedTest
  @MethodSource("sayingsOfACell")
  void letsTheValidatorPerformNothing(ReceiptBody body) {
    records.add(gate.append(body));

    records.forEach(each -> receipts.accept(each, Receipts.NOW));

    assertThat(receipts.broken())
        .containsExactly(new Break("validator", "gate-0", 4, "not this writer's to say"));
    assertThat(receipts.decisions()).hasSize(4);
  }

  @Test
  void letsNoWriterSpeakUnderAnothersName() {
    Chain borrowed = Chain.under("demo-x/deployments", gate.writer(), "gate-1", KEY);

    receipts.accept(borrowed.append(ended(0)), Receipts.NOW);

    assertThat(receipts.broken()).extracting(Break::chain).containsExactly("gate-1");
    assertThat(receipts.decisions()).isEmpty();
  }

  @Test
  void goesOnWhereItStopped() {
    records.subList(0, 2).forEach(each -> receipts.accept(each, Receipts.NOW));

    records.subList(2, 4).forEach(each -> receipts.accept(each, Receipts.NOW));

    assertThat(receipts.broken()).isEmpty();
    assertThat(receipts.decisions()).hasSize(4);
  }

  private static ReceiptBody ended(int offset) {
    return Receipts.ended(at(offset), Ending.IGNORED, Code.NO_RULE);
  }

  private static Origin at(int offset) {
    return new Origin(TOPICS.untrusted(), 0, offset);
  }
}
