package io.sallyport.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ExportFile;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A desk that witnessed every third receipt of a cell, and a cell that writes its chain anew. */
@Tag("AARM-R5")
class SightingsTest {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final SigningKey VALIDATOR = SigningKey.generate();
  private static final SigningKey CELL = SigningKey.generate();

  /** Receipts 0, 3, 6 and 9 were witnessed. */
  private static final int LAST = 10;

  private static final int LAST_WITNESSED = 9;

  @TempDir private Path directory;
  private final Chain desk = Chain.of(TOPICS, "validator", "desk-0", VALIDATOR);
  private final List<ReceiptRecord> witnessed = new ArrayList<>();
  private final List<ReceiptRecord> performed = new ArrayList<>();
  private final List<ReceiptRecord> later = new ArrayList<>();

  @BeforeEach
  void performsAndWitnesses() {
    KeyFile.writePublic(directory.resolve("validator-receipt.jwk"), VALIDATOR.jwk());
    KeyFile.writePublic(directory.resolve("deployments-receipt.jwk"), CELL.jwk());
    performed.addAll(chain(LAST, 0));
    witnessed.add(desk.append(Receipts.opened()));
    for (int i = 0; i <= LAST; i += 3) {
      witnessed.add(desk.append(Receipts.witnessed(performed.get(i), i)));
    }
  }

  @Test
  void agreesWithWhatWasNotTouched() throws IOException {
    assertThat(contradicted()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void showsAChainThatItsKeysHolderWroteAnewBeforeTheLastThatWasWitnessed(int from)
      throws IOException {
    rewrite(from);

    int first = (from + 2) / 3 * 3;
    assertThat(contradicted())
        .containsExactly(
            new Break(
                "deployments",
                "deployments-0",
                first,
                "another receipt was there, as desk-0/" + (1 + first / 3) + " witnessed"));
  }

  @Test
  void knowsNothingOfWhatCameLater() throws IOException {
    rewrite(LAST_WITNESSED + 1);

    assertThat(contradicted()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 3", "3, 3", "4, 6", "9, 9"})
  void showsAChainThatWasCutOff(int from, int first) throws IOException {
    performed.subList(from, performed.size()).clear();

    assertThat(contradicted())
        .containsExactly(
            new Break(
                "deployments",
                "deployments-0",
                first,
                "a receipt that was there is missing, as desk-0/"
                    + (1 + first / 3)
                    + " witnessed"));
  }

  @Test
  void allowsThatTheEndBehindTheLastWitnessedIsMissing() throws IOException {
    performed.removeLast();

    assertThat(contradicted()).isEmpty();
  }

  @Test
  void showsOneThatGoesOnToBeWitnessedAfterItWasWrittenAnew() throws IOException {
    rewrite(5);
    witnessed.add(desk.append(Receipts.witnessed(performed.get(LAST), LAST)));

    assertThat(contradicted()).extracting(Break::seq).containsExactly(6L);
  }

  @Test
  void criesNoWolfWhenAnOldReceiptIsToldAgain() throws IOException {
    witnessed.add(desk.append(Receipts.witnessed(performed.get(3), 3)));
    witnessed.add(desk.append(Receipts.witnessed(performed.getFirst(), 0)));

    assertThat(contradicted()).isEmpty();
  }

  @Test
  void saysNothingMoreOfAChainThatIsBroken() throws IOException {
    performed.remove(4);

    assertThat(contradicted())
        .extracting(Break::reason)
        .containsExactly("the sequence number is 5");
  }

  @Test
  void countsNothingBehindABreakOfTheDesk() throws IOException {
    witnessed.remove(2);
    performed.subList(1, performed.size()).clear();

    assertThat(contradicted()).extracting(Break::chain).containsExactly("desk-0");
  }

  @Test
  void allowsThatTheDeskWasReadFurtherThanTheCells() throws IOException {
    later.add(desk.append(Receipts.witnessed(chain(LAST + 1, 0).getLast(), LAST + 1)));

    assertThat(contradicted()).isEmpty();
  }

  @Test
  void allowsNoOtherReceiptThoughItWasReadLater() throws IOException {
    rewrite(10);
    later.add(desk.append(Receipts.witnessed(chain(LAST, 0).getLast(), LAST)));

    assertThat(contradicted()).extracting(Break::seq).containsExactly(10L);
  }

  @ParameterizedTest
  @CsvSource({"PT59M59S, 0", "PT1H, 0", "PT1H1S, 1"})
  void allowsNoMoreThanAnExportTakes(Duration ago, int breaks) throws IOException {
    Instant end = Receipts.NOW.plus(ago);
    later.add(desk.append(Receipts.witnessed(chain(LAST + 1, 0).getLast(), LAST + 1)));
    later.add(desk.append(Receipts.opened(), end));

    assertThat(contradicted()).hasSize(breaks);
  }

  /** Whose clock is ahead, or who says so, makes no other cell look cut off. */
  @Test
  void goesByTheValidatorsClock() throws IOException {
    Chain other = Chain.of(TOPICS, "deployments", "deployments-1", CELL);
    performed.add(other.append(Receipts.opened(), Receipts.NOW.plus(Duration.ofDays(400))));
    later.add(desk.append(Receipts.witnessed(chain(LAST + 1, 0).getLast(), LAST + 1)));

    assertThat(contradicted()).isEmpty();
  }

  @Test
  void asksForAllWhereNothingOfTheCellsIsThere() throws IOException {
    performed.clear();
    later.addAll(witnessed);
    witnessed.clear();

    assertThat(contradicted()).extracting(Break::seq).containsExactly(0L);
  }

  @Test
  void countsNoCellsWordAboutAnother() throws IOException {
    Chain other = Chain.of(TOPICS, "deployments", "deployments-1", CELL);
    performed.add(other.append(Receipts.opened()));
    performed.add(other.append(Receipts.witnessed(chain(LAST, 1).getLast(), LAST)));

    assertThat(contradicted())
        .extracting(Break::chain, Break::reason)
        .containsExactly(tuple("deployments-1", "not this writer's to say"));
  }

  /** Receipts 0 to {@code last} of the cell; from the one before {@code from} on a second later. */
  private static List<ReceiptRecord> chain(int last, int from) {
    Chain cell = Chain.of(TOPICS, "deployments", "deployments-0", CELL);
    return IntStream.rangeClosed(0, last)
        .mapToObj(i ->
            cell.append(
                i == 0 ? Receipts.opened() : Receipts.rejected(Code.EXPIRED),
                from > 0 && i >= from - 1 ? Receipts.NOW.plusSeconds(1) : Receipts.NOW))
        .toList();
  }

  /** The same receipts, a second later from that one on, signed with the cell's own key. */
  private void rewrite(int from) {
    List<ReceiptRecord> anew = chain(LAST, from + 1);
    performed.clear();
    performed.addAll(anew);
  }

  private List<Break> contradicted() throws IOException {
    Path file = directory.resolve("export");
    Files.deleteIfExists(file);
    try (ExportFile.Writing writing = ExportFile.create(file, TOPICS.prefix(), StrictJson::write)) {
      for (ReceiptRecord each :
          Stream.of(witnessed, performed, later).flatMap(List::stream).toList()) {
        writing.write(each);
      }
      writing.end();
    }
    return new Examiner(directory, () -> StrictJson::read)
        .examine(List.of(file), Optional.empty())
        .broken();
  }
}
