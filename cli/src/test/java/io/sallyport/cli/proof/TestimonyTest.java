package io.sallyport.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ExportFile;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cell that performed every second decision, and a validator that writes its chain anew. */
class TestimonyTest {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final SigningKey VALIDATOR = SigningKey.generate();
  private static final SigningKey CELL = SigningKey.generate();

  /** Behind the receipt that opens the chain; decisions 2, 4, 6 and 8 were performed. */
  private static final int DECISIONS = 9;

  private static final int LAST_NAMED = 8;

  @TempDir private Path directory;
  private final Chain gate = Chain.of(TOPICS, "validator", "gate-0", VALIDATOR);
  private final Chain cell = Chain.of(TOPICS, "deployments", "deployments-0", CELL);
  private final List<ReceiptRecord> decisions = new ArrayList<>();
  private final List<ReceiptRecord> outcomes = new ArrayList<>();

  @BeforeEach
  void decidesAndPerforms() {
    KeyFile.writePublic(directory.resolve("validator-receipt.jwk"), VALIDATOR.jwk());
    KeyFile.writePublic(directory.resolve("deployments-receipt.jwk"), CELL.jwk());
    outcomes.add(cell.append(Receipts.opened()));
    decisions.add(gate.append(Receipts.opened()));
    for (int i = 1; i <= DECISIONS; i++) {
      NamedReceipt named = gate.next();
      decisions.add(gate.append(allowed(i)));
      if (i % 2 == 0) {
        outcomes.add(cell.append(performed(i, named)));
      }
    }
  }

  @Test
  void agreesWithWhatWasNotTouched() throws IOException {
    assertThat(contradicted()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void showsAChainThatItsKeysHolderWroteAnewBeforeTheLastThatIsNamed(int from) throws IOException {
    rewrite(from);

    int first = from + 2 - from % 2;
    assertThat(contradicted())
        .containsExactly(
            new Break(
                "validator",
                "gate-0",
                first,
                "another chain led here, as deployments-0/" + first / 2 + " was told"));
  }

  @Test
  void knowsNothingOfWhatCameLater() throws IOException {
    rewrite(LAST_NAMED);

    assertThat(contradicted()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void showsAChainThatWasCutOff(int from) throws IOException {
    decisions.subList(from, decisions.size()).clear();

    int first = from + from % 2;
    assertThat(contradicted())
        .extracting(Break::seq, Break::reason)
        .containsExactly(
            tuple((long) first, "it is missing, as deployments-0/" + first / 2 + " was told"));
  }

  @Test
  void saysNothingMoreOfAChainThatIsBroken() throws IOException {
    decisions.remove(1);

    assertThat(contradicted())
        .extracting(Break::reason)
        .containsExactly("the sequence number is 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void tellsWhereItWasWrittenAnewThoughGarbageFollows(int partition) throws IOException {
    rewrite(0);
    String topic = decisions.getFirst().topic();
    decisions.add(new ReceiptRecord(topic, partition, "gate-0", "a.b.c"));

    assertThat(contradicted())
        .extracting(Break::seq, found -> found.reason().startsWith("another chain led here"))
        .containsExactlyInAnyOrder(
            tuple(partition == 0 ? DECISIONS + 1L : 0L, false), tuple(2L, true));
  }

  @Test
  void agreesWithOutcomesThatNameTheReceiptAlone() throws IOException {
    namesAlone(1);
    rewrite(0);

    assertThat(contradicted()).isEmpty();
  }

  @Test
  void asksForADecisionThatIsNamedAlone() throws IOException {
    namesAlone(DECISIONS);
    decisions.removeLast();

    assertThat(contradicted())
        .containsExactly(
            new Break(
                "validator", "gate-0", DECISIONS, "it is missing, as deployments-0/1 was told"));
  }

  @Test
  void showsAMandateThatTellsNoMoreWhatCameBefore() throws IOException {
    outcomes.add(cell.append(performed(1, NamedReceipt.of("gate-0/1"))));
    outcomes.add(cell.append(performed(DECISIONS, NamedReceipt.of("gate-0/" + DECISIONS))));

    assertThat(contradicted())
        .containsExactly(
            new Break(
                "validator",
                "gate-0",
                DECISIONS,
                "what led here is told no more, see deployments-0/6"));
  }

  /** One outcome alone, whose mandate told nothing of what came before. */
  private void namesAlone(int decision) {
    outcomes.clear();
    Chain old = Chain.of(TOPICS, "deployments", "deployments-0", CELL);
    outcomes.add(old.append(Receipts.opened()));
    outcomes.add(old.append(performed(decision, NamedReceipt.of("gate-0/" + decision))));
  }

  /** The same decisions a second later, signed with the validator's own key. */
  private void rewrite(int from) {
    Chain forged = Chain.of(TOPICS, "validator", "gate-0", VALIDATOR);
    List<ReceiptRecord> kept = new ArrayList<>();
    IntStream.rangeClosed(0, DECISIONS)
        .forEach(i ->
            kept.add(
                forged.append(
                    i == 0 ? Receipts.opened() : allowed(i),
                    i < from ? Receipts.NOW : Receipts.NOW.plusSeconds(1))));
    decisions.clear();
    decisions.addAll(kept);
  }

  private List<Break> contradicted() throws IOException {
    Path file = directory.resolve("export");
    try (ExportFile.Writing writing = ExportFile.create(file, TOPICS.prefix(), StrictJson::write)) {
      for (ReceiptRecord each : outcomes) {
        writing.write(each);
      }
      for (ReceiptRecord each : decisions) {
        writing.write(each);
      }
      writing.end();
    }
    return new Examiner(directory, () -> StrictJson::read)
        .examine(List.of(file), Optional.empty())
        .broken();
  }

  private static ReceiptBody allowed(int number) {
    return Receipts.allowed(at(number));
  }

  private static ReceiptBody performed(int number, NamedReceipt decision) {
    return Receipts.outcome(Receipts.id(at(number), "rule"), OutcomeResult.SUCCEEDED, decision);
  }

  private static Origin at(int offset) {
    return new Origin("sallyport.untrusted", 0, offset);
  }
}
