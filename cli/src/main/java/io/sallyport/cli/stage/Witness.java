package io.sallyport.cli.stage;

import io.sallyport.cli.audit.Auditor;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/** Waits for verified receipts. Owned by one thread. */
public final class Witness {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Auditor auditor;

  /** A witness with the rights of the auditor. */
  public Witness(Auditor auditor) {
    this.auditor = auditor;
  }

  /** What the validator said first about a delivery. */
  public Optional<ReceiptBody> delivery(String id) throws InterruptedException {
    return await(receipts ->
        bodies(receipts.decisions()).stream().filter(body -> isAbout(body, id)).findFirst());
  }

  /** How a sealed action ended. */
  public Optional<ReceiptBody.Outcome> outcome(ActionId id) throws InterruptedException {
    return await(receipts ->
        of(receipts.outcomes(), ReceiptBody.Outcome.class).stream()
            .filter(outcome -> outcome.action().id().equals(id))
            .findFirst());
  }

  /** Why an executor rejected a record. */
  public Optional<ReceiptBody.Rejection> rejection(Origin record) throws InterruptedException {
    return await(receipts ->
        of(receipts.outcomes(), ReceiptBody.Rejection.class).stream()
            .filter(rejection -> rejection.record().equals(record))
            .findFirst());
  }

  /** How many records a topic holds that is written without transactions. */
  public long records(String topic) {
    List<TopicPartition> partitions = auditor.offsets().partitions(List.of(topic));
    Map<TopicPartition, Long> ends = auditor.offsets().ends(partitions);
    return ends.values().stream().mapToLong(end -> end).sum();
  }

  private <T> Optional<T> await(Function<VerifiedReceipts, Optional<T>> question)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(Stage.PATIENCE);
    Optional<T> answer = question.apply(auditor.readToEnd());
    while (answer.isEmpty() && Instant.now().isBefore(deadline)) {
      Thread.sleep(PAUSE);
      answer = question.apply(auditor.readToEnd());
    }
    return answer;
  }

  private static boolean isAbout(ReceiptBody body, String id) {
    return body.subject().filter(delivery -> delivery.id().equals(id)).isPresent();
  }

  private static List<ReceiptBody> bodies(List<Receipt> receipts) {
    return receipts.stream().map(Receipt::body).toList();
  }

  private static <B extends ReceiptBody> List<B> of(List<Receipt> receipts, Class<B> kind) {
    return bodies(receipts).stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
