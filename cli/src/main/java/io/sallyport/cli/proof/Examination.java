package io.sallyport.cli.proof;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.ReceiptKeys;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.cli.audit.Writer;
import io.sallyport.cli.tally.ActionCount;
import io.sallyport.cli.tally.Actions;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.witness.Heads;
import io.sallyport.contract.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an export proves.
 *
 * @param verified the receipts that count
 * @param receipts how many those are
 * @param actions what was sealed and how it ended
 * @param broken where it stops being proof; must be empty
 */
record Examination(VerifiedReceipts verified, long receipts, Actions actions, List<Break> broken) {
  private static final String FILE = "file";

  /**
   * Of a file whose lines have that form, with the writers' public keys in {@code keys} and what a
   * witness knows.
   */
  static Examination of(
      Path file, Function<byte[], Optional<ObjectNode>> form, Path keys, Optional<Heads> known)
      throws IOException {
    Receipts read = new Receipts(keys);
    Optional<Long> bad = ExportFile.read(file, form, read);
    VerifiedReceipts verified = read.opened.map(Opened::verified).orElseThrow(() -> noExport(file));
    List<Break> broken = new ArrayList<>(verified.broken());
    bad.ifPresent(line -> broken.add(new Break(FILE, "line", line, "the export ends unread here")));
    broken.addAll(Testimony.against(verified));
    broken.addAll(Sightings.against(verified, read.early()));
    known.ifPresent(heads -> {
      Heads.Continuation later = heads.continuation();
      verified.forEachStanding(later::pass);
      broken.addAll(later.missing());
    });
    Actions actions = ActionCount.of(verified.decisions(), verified.outcomes());
    long receipts = (long) verified.decisions().size() + verified.outcomes().size();
    return new Examination(verified, receipts, actions, List.copyOf(broken));
  }

  private static CannotRun noExport(Path file) {
    return new CannotRun(
        file + " is not an export of receipts in that form.",
        "'sallyport audit export FILE' writes one; for envelopes say whose they are: --dsse JWK.");
  }

  /** Whether every receipt holds and nothing contradicts. */
  boolean isSound() {
    return broken.isEmpty() && actions.unsealed() == 0 && actions.contradicted() == 0;
  }

  /**
   * An export whose first line was read.
   *
   * @param named its installation's topics
   * @param keyed those whose writers have a key
   * @param verified what of it counts so far
   */
  private record Opened(Topics named, Set<String> keyed, VerifiedReceipts verified) {}

  /** Takes the receipts of a file. Owned by one thread. */
  private static final class Receipts implements ExportFile.Taker {
    private final Path keys;
    private final Instant now = Instant.now();
    private Optional<Opened> opened = Optional.empty();
    private OptionalInt beforeCells = OptionalInt.empty();

    Receipts(Path keys) {
      this.keys = keys;
    }

    @Override
    public void opened(Topics named) {
      List<Writer> writers = ReceiptKeys.read(keys, named);
      ReceiptKeys.requireAll(writers, named, Set.of());
      Set<String> keyed =
          writers.stream().map(Writer::topic).collect(Collectors.toUnmodifiableSet());
      opened = Optional.of(new Opened(named, keyed, new VerifiedReceipts(writers)));
    }

    @Override
    public void take(ReceiptRecord record) {
      Opened export = opened.orElseThrow();
      if (!export.keyed().contains(record.topic())) {
        throw ReceiptKeys.missing(export.named(), record.topic());
      }
      if (beforeCells.isEmpty() && !record.topic().equals(export.named().validatorReceipts())) {
        beforeCells = OptionalInt.of(export.verified().decisions().size());
      }
      export.verified().accept(record, now);
    }

    /** How many receipts of the validator came before any of a cell; all, where none came. */
    int early() {
      return beforeCells.orElse(Integer.MAX_VALUE);
    }
  }
}
