package io.sallyport.cli.doubt;

import io.sallyport.cli.audit.Chains;
import io.sallyport.cli.audit.ReceiptKeys;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Writer;
import io.sallyport.cli.data.Profile;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.topic.CommittedRecords;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The doubts of all cells, from receipts that are each verified and the next of their chain. Owned
 * by one thread.
 */
final class DoubtReceipts implements AutoCloseable {
  private final CommittedRecords records;
  private final Map<String, Chains> chains;
  private final Map<ActionId, Doubt> doubts = new LinkedHashMap<>();

  private DoubtReceipts(CommittedRecords records, Map<String, Chains> chains) {
    this.records = records;
    this.chains = chains;
  }

  /** Opens the receipts of every cell that the profile has a key for, and reads them. */
  static DoubtReceipts open(Profile profile) {
    Map<String, Chains> chains =
        ReceiptKeys.read(profile.receiptKeys(), profile.topics()).stream()
            .filter(writer -> !writer.isValidator())
            .collect(Collectors.toMap(Writer::topic, Chains::fromTheirBeginning));
    if (chains.isEmpty()) {
      throw new CannotRun(
          "there is no key for a cell's receipts.",
          "Copy its public receipt key to <cell>-receipt.jwk in " + profile.receiptKeys() + ".");
    }
    CommittedRecords records = CommittedRecords.open(profile.clientProperties(), chains.keySet());
    records.seekToBeginning();
    chains.forEach((topic, each) ->
        each.goOn(partition -> records.isCut(new TopicPartition(topic, partition))));
    DoubtReceipts receipts = new DoubtReceipts(records, chains);
    receipts.readOn();
    return receipts;
  }

  /** Takes in what came since the last time. */
  void readOn() {
    records.readToEnd(this::take);
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    ReceiptRecord raw = ReceiptRecord.from(record);
    Chains known = Optional.ofNullable(chains.get(record.topic())).orElseThrow();
    if (known.accept(raw, Instant.now()) instanceof Chains.Heard.Said(Receipt receipt)) {
      Origin origin = new Origin(record.topic(), record.partition(), record.offset());
      said(receipt, Digest.of(Bytes.utf8(raw.jws())), origin);
    }
  }

  private void said(Receipt receipt, Digest digest, Origin origin) {
    if (receipt.body() instanceof ReceiptBody.Outcome outcome
        && outcome.result() == OutcomeResult.IN_DOUBT) {
      doubts.putIfAbsent(
          outcome.action().id(), new Doubt(receipt, outcome, digest, origin, Optional.empty()));
    }
    if (receipt.body() instanceof ReceiptBody.Resolved(var action, var resolution)) {
      doubts.computeIfPresent(
          action.id(),
          (_, doubt) ->
              doubt.resolved().isPresent() ? doubt : doubt.resolvedBy(receipt, resolution));
    }
  }

  /** The cells that have doubts. */
  Set<String> cells() {
    return doubts.values().stream().map(Doubt::cell).collect(Collectors.toSet());
  }

  /** All doubts, chain by chain in order. */
  List<Doubt> all() {
    return List.copyOf(doubts.values());
  }

  /** The doubt about an action. */
  Optional<Doubt> find(String action) {
    return doubts.values().stream().filter(doubt -> doubt.action().equals(action)).findFirst();
  }

  /** Says what is no proof. */
  void tellBroken(Console console) {
    chains.values().stream()
        .map(Chains::broken)
        .flatMap(List::stream)
        .forEach(each ->
            console.problem(
                "BROKEN " + each.place() + " " + each.reason() + ".",
                "There may be more doubts that are not told; 'sallyport tally' tells."));
  }

  @Override
  public void close() {
    records.close();
  }
}
