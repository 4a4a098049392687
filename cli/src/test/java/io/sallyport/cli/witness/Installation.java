package io.sallyport.cli.witness;

import static org.awaitility.Awaitility.await;

import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.tally.Books;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/** One installation and its validator, who says something. Owned by the test's thread. */
final class Installation {
  private final EmbeddedBroker broker;
  private final Topics topics;
  private final SigningKey key;
  private Chain gate;
  private int said;

  Installation(EmbeddedBroker broker, Topics topics, SigningKey key) {
    this.broker = broker;
    this.topics = topics;
    this.key = key;
    this.gate = chain();
  }

  Topics topics() {
    return topics;
  }

  void apply(String... cells) throws Exception {
    Manifest manifest = Manifest.of(ManifestSpec.small(topics, cells));
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      new ManifestApply(admin, manifest, Duration.ofSeconds(30)).apply();
    }
  }

  /** That many more receipts, the first of all opens the chain. */
  void say(int receipts) {
    ReceiptRecord[] next = new ReceiptRecord[receipts];
    for (int i = 0; i < receipts; i++, said++) {
      Origin origin = new Origin(topics.untrusted(), 0, said);
      next[i] = gate.append(said == 0 ? Receipts.opened() : Receipts.allowed(origin));
    }
    new Books(broker, topics).decide(said, next);
  }

  /** The same number of others in their place, by the key's holder and the broker's. */
  void rewrite() throws Exception {
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      admin.deleteTopics(Set.of(topics.validatorReceipts())).all().get();
      await().until(() -> !admin.listTopics().names().get().contains(topics.validatorReceipts()));
    }
    apply("deployments");
    gate = chain();
    int before = said;
    said = 1000;
    say(before);
  }

  /** A cell's receipts 0 and 1 were there and the desk has seen both; the last is gone. */
  void cut(SigningKey cellKey) {
    Chain cell = Chain.of(topics, "deployments", "deployments-1", cellKey);
    Chain desk = Chain.of(topics, "validator", "desk-0", key);
    ReceiptRecord kept = cell.append(Receipts.opened());
    ReceiptRecord gone = cell.append(Receipts.opened());
    Books books = new Books(broker, topics);
    books.perform(kept);
    books.decide(
        0,
        desk.append(Receipts.opened()),
        desk.append(Receipts.witnessed(kept, 0)),
        desk.append(Receipts.witnessed(gone, 1)));
  }

  private Chain chain() {
    return Chain.of(topics, "validator", "gate-0", key);
  }
}
