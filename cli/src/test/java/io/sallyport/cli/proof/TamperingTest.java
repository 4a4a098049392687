package io.sallyport.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ExportFile;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.audit.Writer;
import io.sallyport.cli.witness.Heads;
import io.sallyport.cli.witness.Witness;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand changes to one export, drawn from a seed: none goes unseen. */
@Tag("AARM-R5")
@Tag("CSF-RS.AN")
class TamperingTest {
  private static final long SEED = 20261122;
  private static final int CHANGES = 1000;
  private static final int CHAINS = 3;
  private static final int DECISIONS = 8;
  private static final Topics TOPICS = new Topics("sallyport");
  private static final SigningKey VALIDATOR = SigningKey.generate();
  private static final SigningKey CELL = SigningKey.generate();

  @TempDir private Path directory;
  private final Random random = new Random(SEED);
  private final List<ReceiptRecord> untouched = new ArrayList<>();
  private final List<ReceiptRecord> sightings = new ArrayList<>();
  private Heads witnessed = Witness.nothing();

  /** A change to an export. */
  private interface Change {
    void to(List<ReceiptRecord> records);
  }

  @BeforeEach
  void exports() throws IOException {
    Path keys = Files.createDirectory(directory.resolve("keys"));
    KeyFile.writePublic(keys.resolve("validator-receipt.jwk"), VALIDATOR.jwk());
    KeyFile.writePublic(keys.resolve("deployments-receipt.jwk"), CELL.jwk());
    for (int chain = 0; chain < CHAINS; chain++) {
      untouched.addAll(outcomes(chain));
    }
    for (int chain = 0; chain < CHAINS; chain++) {
      untouched.addAll(decisions(chain, 0));
    }
    sightings.addAll(sightings());
    Writer validator = Writer.of(TOPICS, "validator", VALIDATOR.jwk());
    Writer cell = Writer.of(TOPICS, "deployments", CELL.jwk());
    Witness witness = new Witness(List.of(validator, cell), witnessed);
    untouched.forEach(record -> witness.accept(record, Receipts.NOW));
    witnessed = witness.heads();
  }

  private static List<ReceiptRecord> decisions(int chain, int beginning) {
    Chain gate = Chain.of(TOPICS, "validator", "gate-" + chain, VALIDATOR);
    List<ReceiptRecord> records = new ArrayList<>(List.of(gate.append(Receipts.opened())));
    for (int i = 0; i < DECISIONS; i++) {
      records.add(gate.append(Receipts.allowed(at(chain, beginning + i))));
    }
    return records;
  }

  private static List<ReceiptRecord> outcomes(int chain) {
    Chain cell = Chain.of(TOPICS, "deployments", "deployments-" + chain, CELL);
    List<ReceiptRecord> records = new ArrayList<>(List.of(cell.append(Receipts.opened())));
    for (int i = 0; i < DECISIONS; i++) {
      var id = Receipts.id(at(chain, i), "rule");
      records.add(cell.append(Receipts.outcome(id, OutcomeResult.SUCCEEDED)));
    }
    return records;
  }

  /** The desk has seen one receipt of each chain of the cell, and the last of each. */
  private List<ReceiptRecord> sightings() {
    Chain desk = Chain.of(TOPICS, "validator", "desk-0", VALIDATOR);
    List<ReceiptRecord> records = new ArrayList<>(List.of(desk.append(Receipts.opened())));
    for (int seq : List.of(random.nextInt(DECISIONS), DECISIONS)) {
      for (int chain = 0; chain < CHAINS; chain++) {
        ReceiptRecord seen = untouched.get(chain * (DECISIONS + 1) + seq);
        records.add(desk.append(Receipts.witnessed(seen, seq)));
      }
    }
    return records;
  }

  private static Origin at(int partition, int offset) {
    return new Origin("sallyport.untrusted", partition, offset);
  }

  @Test
  void seesEachChange() throws IOException {
    assertThat(isSound(untouched)).isTrue();
    List<Change> changes =
        List.of(
            this::flip,
            this::delete,
            this::repeat,
            this::swap,
            this::cut,
            this::rewrite,
            this::move);

    for (int i = 0; i < CHANGES; i++) {
      List<ReceiptRecord> records = new ArrayList<>(untouched);
      int kind = i % changes.size();
      changes.get(kind).to(records);
      assertThat(records).as("change %d of kind %d", i, kind).isNotEqualTo(untouched);
      assertThat(isSound(records)).as("change %d of kind %d, seed %d", i, kind, SEED).isFalse();
    }
  }

  @Test
  void seesWhatTheHolderOfACellsKeyChangesWithoutAnybodysHeads() throws IOException {
    assertThat(isSound(join(sightings, untouched), Optional.empty())).isTrue();

    for (int i = 0; i < CHANGES; i++) {
      List<ReceiptRecord> records = new ArrayList<>(untouched);
      int chain = random.nextInt(CHAINS) * (DECISIONS + 1);
      List<ReceiptRecord> own = records.subList(chain, chain + DECISIONS + 1);
      int from = random.nextInt(DECISIONS + 1);
      if (i % 2 == 0) {
        own.subList(from, own.size()).clear();
      } else {
        anew(own, from, Receipts.NOW.plusSeconds(1 + random.nextInt(1000)));
      }

      if (i < 10) {
        assertThat(isSound(records, Optional.empty())).as("nobody saw change %d", i).isTrue();
      }
      assertThat(isSound(join(sightings, records), Optional.empty()))
          .as("change %d, seed %d", i, SEED)
          .isFalse();
    }
  }

  /** The same said at another time from there on, with the cell's own key. */
  private static void anew(List<ReceiptRecord> own, int from, Instant time) {
    ReceiptRecord first = own.getFirst();
    Chain cell = Chain.of(TOPICS, "deployments", first.chain(), CELL);
    for (int i = 0; i < own.size(); i++) {
      ReceiptBody body =
          i == 0
              ? Receipts.opened()
              : Receipts.outcome(
                  Receipts.id(at(first.partition(), i - 1), "rule"), OutcomeResult.SUCCEEDED);
      own.set(i, cell.append(body, i < from ? Receipts.NOW : time));
    }
  }

  private static List<ReceiptRecord> join(List<ReceiptRecord> one, List<ReceiptRecord> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private boolean isSound(List<ReceiptRecord> records) throws IOException {
    return isSound(records, Optional.of(witnessed));
  }

  private boolean isSound(List<ReceiptRecord> records, Optional<Heads> known) throws IOException {
    Path file = directory.resolve("export");
    Files.deleteIfExists(file);
    try (ExportFile.Writing writing = ExportFile.create(file, TOPICS.prefix(), StrictJson::write)) {
      for (ReceiptRecord each : records) {
        writing.write(each);
      }
      writing.end();
    }
    return new Examiner(directory.resolve("keys"), () -> StrictJson::read)
        .examine(List.of(file), known)
        .isSound();
  }

  /** One letter of one receipt. */
  private void flip(List<ReceiptRecord> records) {
    int at = random.nextInt(records.size());
    ReceiptRecord old = records.get(at);
    int letter = random.nextInt(old.jws().length());
    char other = (char) (old.jws().charAt(letter) ^ 0x10);
    String jws = old.jws().substring(0, letter) + other + old.jws().substring(letter + 1);
    records.set(at, new ReceiptRecord(old.topic(), old.partition(), old.chain(), jws));
  }

  private void delete(List<ReceiptRecord> records) {
    records.remove(random.nextInt(records.size()));
  }

  private void repeat(List<ReceiptRecord> records) {
    ReceiptRecord again = records.get(random.nextInt(records.size()));
    records.add(random.nextInt(records.size() + 1), again);
  }

  /** Two receipts of one chain. */
  private void swap(List<ReceiptRecord> records) {
    int chain = random.nextInt(2 * CHAINS) * (DECISIONS + 1);
    int first = chain + random.nextInt(DECISIONS);
    int second = first + 1 + random.nextInt(chain + DECISIONS - first);
    Collections.swap(records, first, second);
  }

  /** The end of a chain, from any receipt on. */
  private void cut(List<ReceiptRecord> records) {
    int chain = random.nextInt(2 * CHAINS) * (DECISIONS + 1);
    int from = chain + random.nextInt(DECISIONS + 1);
    records.subList(from, chain + DECISIONS + 1).clear();
  }

  /** By the holder of the writer's key. */
  private void rewrite(List<ReceiptRecord> records) {
    int chain = random.nextInt(CHAINS);
    int from = (CHAINS + chain) * (DECISIONS + 1);
    records.subList(from, from + DECISIONS + 1).clear();
    records.addAll(decisions(chain, 1 + random.nextInt(1000)));
  }

  /** To another partition, chain or topic. */
  private void move(List<ReceiptRecord> records) {
    int at = random.nextInt(records.size());
    ReceiptRecord old = records.get(at);
    int elsewhere = (old.partition() + 1) % CHAINS;
    String chain = old.chain().replaceAll("[0-9]+$", Integer.toString(elsewhere));
    String topic =
        old.topic().equals(TOPICS.validatorReceipts())
            ? TOPICS.receipts("deployments")
            : TOPICS.validatorReceipts();
    records.set(
        at,
        switch (random.nextInt(3)) {
          case 0 -> new ReceiptRecord(old.topic(), elsewhere, old.chain(), old.jws());
          case 1 -> new ReceiptRecord(old.topic(), elsewhere, chain, old.jws());
          default -> new ReceiptRecord(topic, old.partition(), old.chain(), old.jws());
        });
  }
}
