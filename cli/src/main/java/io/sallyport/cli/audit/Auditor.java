package io.sallyport.cli.audit;

import io.sallyport.contract.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/**
 * Reads an installation's receipts as the principal {@code auditor}, who may read nothing else.
 * Owned by one thread.
 */
public final class Auditor implements AutoCloseable {
  private static final Duration REQUEST = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Admin admin;
  private final Offsets offsets;
  private final VerifiedReceipts receipts;
  private final ReceiptTail validator;
  private final ReceiptTail cells;

  private Auditor(
      Admin admin,
      Offsets offsets,
      VerifiedReceipts receipts,
      ReceiptTail validator,
      ReceiptTail cells) {
    this.admin = admin;
    this.offsets = offsets;
    this.receipts = receipts;
    this.validator = validator;
    this.cells = cells;
  }

  /** Opens the receipts topics of all writers that have a key in {@code keys}. */
  public static Auditor open(Map<String, Object> client, Topics topics, Path keys) {
    return open(client, topics, keys, List.of());
  }

  /** As the other; what the topics have no more is in {@code earlier} exports, the first first. */
  public static Auditor open(
      Map<String, Object> client, Topics topics, Path keys, List<Path> earlier) {
    List<Writer> writers = ReceiptKeys.read(keys, topics);
    VerifiedReceipts receipts = new VerifiedReceipts(writers);
    new EarlierExports(earlier, topics, writers).read(receipts);
    Admin admin = Admin.create(client);
    Offsets offsets = new Offsets(admin, REQUEST);
    Set<String> found = offsets.topics();
    ReceiptKeys.requireAll(writers, topics, found);
    ReceiptTail validator = tail(client, topicsOf(writers, true), offsets);
    ReceiptTail cells = tail(client, topicsOf(writers, false), offsets);
    receipts.goOn(each -> (validator.reads(each) ? validator : cells).isCut(each));
    return new Auditor(admin, offsets, receipts, validator, cells);
  }

  private static ReceiptTail tail(
      Map<String, Object> client, List<String> topics, Offsets offsets) {
    return ReceiptTail.open(client, topics, offsets, PATIENCE);
  }

  private static List<String> topicsOf(List<Writer> writers, boolean validator) {
    return writers.stream()
        .filter(writer -> writer.isValidator() == validator)
        .map(Writer::topic)
        .toList();
  }

  /**
   * All receipts up to now. The cells' are read first, so that no outcome is seen before the
   * decision that sealed its action.
   */
  public VerifiedReceipts readToEnd() {
    cells.readToEnd(record -> receipts.accept(record, Instant.now()));
    validator.readToEnd(record -> receipts.accept(record, Instant.now()));
    return receipts;
  }

  /** Offsets that the auditor may describe. */
  public Offsets offsets() {
    return offsets;
  }

  @Override
  public void close() {
    validator.close();
    cells.close();
    admin.close(Duration.ofSeconds(1));
  }
}
