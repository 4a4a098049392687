package io.sallyport.cli.release;

import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.Chains;
import io.sallyport.cli.audit.ReceiptKeys;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Writer;
import io.sallyport.cli.data.Profile;
import io.sallyport.cli.topic.CommittedRecords;
import io.sallyport.contract.receipt.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The gate's receipts with their compact forms, each verified and the next of its chain. Keeps
 * none. Owned by one thread.
 */
final class GateReceipts implements AutoCloseable {

  private final CommittedRecords records;
  private final Chains chains;

  private GateReceipts(CommittedRecords records, Chains chains) {
    this.records = records;
    this.chains = chains;
  }

  /**
   * One receipt.
   *
   * @param receipt what it says
   * @param jws its compact form
   */
  record Signed(Receipt receipt, String jws) {}

  /** Opens them at their beginning, with the rights of an operator. */
  static GateReceipts open(Profile profile, Map<String, Object> client) {
    Writer gate = ReceiptKeys.validator(profile.receiptKeys(), profile.topics());
    CommittedRecords records = CommittedRecords.open(client, List.of(gate.topic()));
    records.seekToBeginning();
    Chains chains = Chains.fromTheirBeginning(gate);
    chains.goOn(partition -> records.isCut(new TopicPartition(gate.topic(), partition)));
    return new GateReceipts(records, chains);
  }

  /**
   * Tells what came since the last time, up to what is the end now; gives up when none comes for
   * long.
   */
  void readOn(Consumer<Signed> reader) {
    records.readToEnd(record -> tell(record, reader));
  }

  private void tell(ConsumerRecord<byte[], byte[]> record, Consumer<Signed> reader) {
    ReceiptRecord raw = ReceiptRecord.from(record);
    if (chains.accept(raw, Instant.now()) instanceof Chains.Heard.Said(Receipt receipt)) {
      reader.accept(new Signed(receipt, raw.jws()));
    }
  }

  /** Where chains stop being proof, or begin late. */
  List<Break> broken() {
    return chains.broken();
  }

  @Override
  public void close() {
    records.close();
  }
}
