package io.sallyport.cli.release;

import io.sallyport.cli.data.Profile;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.topic.SureProducer;
import io.sallyport.contract.Headers;
import io.sallyport.contract.command.ReleaseCommand;
import io.sallyport.contract.command.ReleaseCommandCodec;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.id.RandomId;
import io.sallyport.contract.jws.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Signs releases and writes them. Owned by one thread. */
final class Commander implements AutoCloseable {
  private static final Duration TTL = Duration.ofMinutes(5);

  private final Profile profile;
  private final SigningKey key;
  private final Producer<byte[], byte[]> producer;

  Commander(Profile profile, SigningKey key, Producer<byte[], byte[]> producer) {
    this.profile = profile;
    this.key = key;
    this.producer = producer;
  }

  static Commander open(Profile profile, Map<String, Object> client) {
    return new Commander(profile, profile.key(), SureProducer.open(client));
  }

  /** Writes one release and tells where it lies. */
  Origin release(Refused refused, Bytes body, String reason) throws InterruptedException {
    String jws = refused.receipt().jws();
    byte[] command = ascii(ReleaseCommandCodec.sign(key, command(refused, body, reason)));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            profile.topics().released(),
            Partitions.ofChain(refused.receipt().receipt().chain()),
            refused.delivery().evidence().orElseThrow().id().key(),
            body.toArray());
    record.headers().add(Headers.COMMAND, command).add(Headers.RECEIPT, ascii(jws));
    try {
      RecordMetadata written = producer.send(record).get();
      return new Origin(written.topic(), written.partition(), written.offset());
    } catch (ExecutionException e) {
      throw new CannotRun(
          "the release cannot be written: " + e.getCause(),
          "Look at the principal's grants: an operator may write " + record.topic() + ".",
          e);
    }
  }

  private ReleaseCommand command(Refused refused, Bytes body, String reason) {
    Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    return new ReleaseCommand(
        profile.operator(),
        profile.environment().validator(),
        RandomId.next(),
        now,
        now.plus(TTL),
        new ReleaseCommand.Released(
            refused.receipt().receipt().id(), Digest.of(Bytes.utf8(refused.receipt().jws()))),
        Digest.of(body),
        reason);
  }

  private static byte[] ascii(String text) {
    return Bytes.utf8(text).toArray();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
