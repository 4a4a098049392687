package io.sallyport.bench.execute;

import io.sallyport.bench.cell.Installation;
import io.sallyport.bench.site.Committed;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.ledger.LedgerCodec;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.receipt.OutcomeResult;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** What is committed of a contender's work; one that leaves out something would be fast. */
final class Audit {
  private final Map<String, Object> client;
  private final Contender contender;
  private final Set<ActionId> claimed = new HashSet<>();
  private final Set<ActionId> succeeded = new HashSet<>();
  private final AtomicLong others = new AtomicLong();

  private Audit(Installation installation, Contender contender) {
    this.client = installation.client("admin");
    this.contender = contender;
  }

  /** Requires one claim, one outcome SUCCEEDED and a receipt of each action, and nothing else. */
  static String ofExecutor(Installation installation, Contender contender) {
    Audit audit = new Audit(installation, contender);
    long records = audit.read(audit.ledger(), true);
    long receipts = audit.read(contender.topics().receipts(Installation.CELL), false);
    int sent = contender.sent().size();
    require(audit.claimed.equals(contender.sent()), "one claim of each action");
    require(audit.succeeded.equals(contender.sent()), "one success of each action");
    require(audit.others.get() == 0, "nothing else in the ledger");
    require(receipts >= sent, "a receipt of each action");
    long turns = audit.end() - records;
    return "%d actions succeeded once each, in %d turns of %.0f steps"
        .formatted(sent, turns, (double) records / turns);
  }

  /** Requires as many records of the work as the executor would write. */
  static void ofWork(Installation installation, Contender contender) {
    Audit audit = new Audit(installation, contender);
    int sent = contender.sent().size();
    require(audit.read(audit.ledger(), false) == 2L * sent, "two ledger records of each action");
    long receipts = audit.read(contender.topics().receipts(Installation.CELL), false);
    require(receipts == sent, "a receipt of each action");
  }

  private String ledger() {
    return contender.topics().ledger(Installation.CELL);
  }

  private long read(String topic, boolean parse) {
    AtomicLong count = new AtomicLong();
    Committed.read(
        client,
        topic,
        record -> {
          count.incrementAndGet();
          if (parse) {
            take(LedgerCodec.parse(record.value()).orElseThrow());
          }
        });
    return count.get();
  }

  private void take(LedgerRecord record) {
    boolean isExpected =
        switch (record) {
          case Claim claim -> claimed.add(claim.action().id());
          case Outcome outcome when outcome.result() == OutcomeResult.SUCCEEDED ->
              succeeded.add(outcome.action());
          case Outcome _,
              LedgerRecord.Postponement _,
              LedgerRecord.Rejection _,
              LedgerRecord.Resolution _ ->
              false;
        };
    if (!isExpected) {
      others.incrementAndGet();
    }
  }

  /** Records and one marker of each transaction. */
  private long end() {
    try (KafkaConsumer<byte[], byte[]> consumer = Committed.consumer(client)) {
      var ends = consumer.endOffsets(Committed.partitions(consumer, ledger()));
      return ends.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalStateException("audit: " + rule);
    }
  }
}
