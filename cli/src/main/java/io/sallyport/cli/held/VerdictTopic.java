package io.sallyport.cli.held;

import io.sallyport.cli.approver.ApproverProfile;
import io.sallyport.cli.approver.OwnBundle;
import io.sallyport.cli.hold.OpenHold;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.topic.SureProducer;
import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Ballot;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.approval.VerdictCodec;
import io.sallyport.contract.id.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The topic of verdicts as an approver writes it.
 *
 * @param approver who that is
 * @param own what the person believes
 */
public record VerdictTopic(ApproverProfile approver, OwnBundle own) {
  private static final Duration SKEW = Duration.ofSeconds(5);

  /** Signs the person's word, writes it, and returns once the brokers have it. */
  public void write(OpenHold hold, Verdict.Word word, Optional<String> reason)
      throws InterruptedException {
    Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    Instant deadline = hold.asked().deadline();
    Instant latest = now.plus(Verdict.MAX_TTL);
    Verdict verdict =
        new Verdict(
            approver.self().operator(),
            hold.statement().audience(),
            Optional.of(hold.id()),
            hold.digest(),
            word,
            reason,
            now,
            deadline.isBefore(latest) ? deadline : latest);
    String jws = VerdictCodec.sign(approver.key(), verdict);
    check(hold, jws);
    write(hold, jws);
  }

  /** Refuses to write what nobody with the person's own list of approvers would count. */
  private void check(OpenHold hold, String jws) {
    Ballot ballot = new Ballot(own.approvers(), hold.statement(), SKEW);
    if (ballot.cast(jws, Instant.now()) instanceof Ballot.Cast.Refused(Code code)) {
      throw new CannotRun(
          "your own list of approvers would refuse this: " + code.text() + ". " + code.meaning(),
          "The keyFile must be the private half of a key of " + approver.self().operator() + ".");
    }
  }

  private void write(OpenHold hold, String jws) throws InterruptedException {
    String topic = approver.self().topics().approvals();
    byte[] key = Bytes.utf8(hold.id().text()).toArray();
    try (Producer<byte[], byte[]> producer =
        SureProducer.open(approver.self().clientProperties())) {
      producer.send(new ProducerRecord<>(topic, key, Bytes.utf8(jws).toArray())).get();
    } catch (ExecutionException e) {
      throw new CannotRun(
          "the brokers did not confirm it: " + e.getCause(),
          "'sallyport held list' shows whether it counts; an approver may write " + topic + ".",
          e);
    }
  }
}
