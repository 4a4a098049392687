package io.sallyport.cli.revoke;

import io.sallyport.cli.data.Profile;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.topic.CommittedRecords;
import io.sallyport.cli.topic.SureProducer;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.id.RandomId;
import io.sallyport.contract.revocation.Revocation;
import io.sallyport.contract.revocation.Revocation.Order;
import io.sallyport.contract.revocation.RevocationBook;
import io.sallyport.contract.revocation.RevocationClient;
import io.sallyport.contract.revocation.RevocationCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The topic of revocations as an operator writes and reads it.
 *
 * @param profile who that is
 */
public record RevocationTopic(Profile profile) {
  private static final int MAX_ENTRIES = 1_000_000;

  /**
   * What was written.
   *
   * @param revocation as it was signed
   * @param origin where it lies
   */
  public record Written(Revocation revocation, Origin origin) {}

  /** Signs the order, writes it, and returns once the brokers have it. */
  public Written write(Order order, String reason) throws InterruptedException {
    Revocation revocation =
        new Revocation(
            profile.operator(),
            profile.environment().name(),
            RandomId.next(),
            Instant.ofEpochSecond(Instant.now().getEpochSecond()),
            order,
            reason);
    String topic = profile.topics().revocations();
    String jws = RevocationCodec.sign(profile.key(), revocation);
    check(jws);
    try (Producer<byte[], byte[]> producer = SureProducer.open(profile.clientProperties())) {
      byte[] key = Bytes.utf8(revocation.id()).toArray();
      RecordMetadata at =
          producer.send(new ProducerRecord<>(topic, 0, key, Bytes.utf8(jws).toArray())).get();
      return new Written(revocation, new Origin(at.topic(), at.partition(), at.offset()));
    } catch (ExecutionException e) {
      throw new CannotRun(
          "the brokers did not confirm it: " + e.getCause(),
          "'sallyport revocations' shows whether it is there; an operator may write " + topic + ".",
          e);
    }
  }

  /** Refuses to write what no executor with these operators would obey. */
  private void check(String jws) {
    if (book().read(jws, Instant.now()) instanceof RevocationBook.Read.Refused(Code code)
        && code != Code.REVOCATION_UNKNOWN) {
      throw new CannotRun(
          "the profile's own operators would refuse this: " + code.text() + ".",
          "Its keyFile must be the private half of the key of " + profile.operator() + ".");
    }
  }

  private RevocationBook book() {
    if (profile.operators().isEmpty()) {
      throw new CannotRun(
          "the profile names no operators, so no signature can be checked.",
          "Add operators: [{id: <id>, keyFile: <id>.jwk}] to it.");
    }
    return new RevocationBook(profile.environment(), profile.operators(), MAX_ENTRIES);
  }

  /** All revocations that one of the profile's operators signed. */
  List<RevocationBook.Entry> entries() {
    return read().entries();
  }

  /** What is revoked by now, as one of the profile's operators signed it. */
  public RevocationBook read() {
    RevocationBook book = book();
    String topic = profile.topics().revocations();
    Consumer<byte[], byte[]> consumer = RevocationClient.open(profile.clientProperties());
    try (CommittedRecords records = new CommittedRecords(consumer, List.of(topic))) {
      records.seekToBeginning();
      if (records.partitions().stream().anyMatch(each -> consumer.position(each) > 0)) {
        throw new CannotRun(
            topic + " does not begin with its first record: revocations were deleted.",
            "Find out who did it; no executor starts on it.");
      }
      records.readToEnd(
          record -> book.read(text(record.value()), Instant.ofEpochMilli(record.timestamp())));
    }
    return book;
  }

  private static String text(byte @Nullable [] value) {
    return value == null ? "" : new String(value, StandardCharsets.ISO_8859_1);
  }
}
