package io.sallyport.cli.proof;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.ExportFile;
import io.sallyport.cli.audit.ReceiptKeys;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.cli.audit.Writer;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads exports of one installation and verifies what is in them.
 *
 * @param keys directory of the writers' public keys
 * @param form what the lines of one file are
 */
record Examiner(Path keys, Supplier<Function<byte[], Optional<ObjectNode>>> form) {
  private static final String FILE = "file";

  /** Each file goes on from those before it. */
  Examination examine(List<Path> files, Optional<Heads> known) {
    Receipts read = new Receipts(keys);
    List<Break> unread = new ArrayList<>();
    for (Path file : files) {
      read.isOpened = false;
      Optional<Long> bad = read(file, read);
      if (!read.isOpened) {
        throw noExport(file);
      }
      String name = file.equals(files.getLast()) ? FILE : String.valueOf(file.getFileName());
      bad.ifPresent(
          line -> unread.add(new Break(name, "line", line, "the export ends unread here")));
    }
    VerifiedReceipts verified = read.export.orElseThrow().verified();
    return Examination.of(verified, unread, read.early(), known);
  }

  private Optional<Long> read(Path file, Receipts taker) {
    try {
      return ExportFile.read(file, form.get(), taker);
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be read.", "Look at the path and its rights.", e);
    }
  }

  private static CannotRun noExport(Path file) {
    return new CannotRun(
        file + " is not an export of receipts in that form, or of another installation.",
        "'sallyport audit export FILE' writes one; for envelopes say whose they are: --dsse JWK.");
  }

  /**
   * What is known since the first line of the first file.
   *
   * @param named its installation's topics
   * @param keyed those whose writers have a key
   * @param verified what counts so far
   */
  private record Export(Topics named, Set<String> keyed, VerifiedReceipts verified) {
    static Export of(Topics named, List<Writer> writers) {
      Set<String> keyed =
          writers.stream().map(Writer::topic).collect(Collectors.toUnmodifiableSet());
      return new Export(named, keyed, new VerifiedReceipts(writers));
    }
  }

  /** Takes the receipts of files. Owned by one thread. */
  private static final class Receipts implements ExportFile.Taker {
    private final Path keys;
    private final Instant now = Instant.now();
    private Optional<Export> export = Optional.empty();
    private OptionalInt beforeCells = OptionalInt.empty();
    private boolean isOpened;

    Receipts(Path keys) {
      this.keys = keys;
    }

    @Override
    public void opened(Topics named) {
      Export known = export.orElseGet(() -> first(named));
      if (!known.named().equals(named)) {
        throw new IllegalArgumentException("of another installation");
      }
      known.verified().goOn(_ -> true);
      export = Optional.of(known);
      beforeCells = OptionalInt.empty();
      isOpened = true;
    }

    private Export first(Topics named) {
      List<Writer> writers = ReceiptKeys.read(keys, named);
      ReceiptKeys.requireAll(writers, named, Set.of());
      return Export.of(named, writers);
    }

    @Override
    public void take(ReceiptRecord record) {
      Export known = export.orElseThrow();
      if (!known.keyed().contains(record.topic())) {
        throw ReceiptKeys.missing(known.named(), record.topic());
      }
      if (beforeCells.isEmpty() && !record.topic().equals(known.named().validatorReceipts())) {
        beforeCells = OptionalInt.of(known.verified().decisions().size());
      }
      known.verified().accept(record, now);
    }

    /** How many receipts of the validator came before any of a cell; all, where none came. */
    int early() {
      return beforeCells.orElse(Integer.MAX_VALUE);
    }
  }
}
