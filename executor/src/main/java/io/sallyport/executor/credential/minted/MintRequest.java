package io.sallyport.executor.credential.minted;

import io.sallyport.contract.mandate.Mandate;
import io.sallyport.executor.verify.SealedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an executor asks of its minter; a frame of {@link FrameChannel}. */
public sealed interface MintRequest {
  /** The first octet of every frame. */
  int VERSION = 1;

  /** The longest that a request may wait for a free lease and its issuer. */
  Duration MAX_PATIENCE = Duration.ofSeconds(30);

  /** The highest number of an attempt. */
  int MAX_ATTEMPT = 1_000_000;

  /** The longest name of a Credential document. */
  int MAX_NAME = 100;

  /** The longest name of a topic. */
  int MAX_TOPIC = 249;

  /** The longest key of a record; a genuine one has 32 bytes. */
  int MAX_KEY = 1 << 10;

  /** The longest id of a lease. */
  int MAX_ID = 64;

  /**
   * A lease for one claimed action.
   *
   * @param credential the name of the Credential document
   * @param record the action's trusted record, whole
   * @param attempt from 1
   * @param deadline the action has ended by then
   * @param patience how long to wait
   */
  record Lend(
      String credential, SealedRecord record, int attempt, Instant deadline, Duration patience)
      implements MintRequest {}

  /** The lease of this connection is over. */
  record TakeBack(String lease) implements MintRequest {}

  /** Reads a frame; empty when it is not exactly one request. */
  static Optional<MintRequest> parse(byte[] frame) {
    FieldReader fields = new FieldReader(frame);
    int version = fields.octet();
    int kind = fields.octet();
    if (version != VERSION) {
      return Optional.empty();
    }
    return switch (kind) {
      case 1 -> lend(fields);
      case 2 -> takeBack(fields);
      default -> Optional.empty();
    };
  }

  private static Optional<MintRequest> lend(FieldReader fields) {
    String credential = fields.text(MAX_NAME);
    String topic = fields.text(MAX_TOPIC);
    int partition = fields.number(0, Integer.MAX_VALUE);
    var key = fields.content(MAX_KEY);
    var value = fields.content(Integer.MAX_VALUE);
    String mandate = fields.text(Mandate.MAX_SIZE);
    int attempt = fields.number(1, MAX_ATTEMPT);
    long deadline = fields.moment();
    int patience = fields.number(0, Math.toIntExact(MAX_PATIENCE.toMillis()));
    if (!fields.isWhole()) {
      return Optional.empty();
    }
    SealedRecord record = new SealedRecord(topic, partition, key, value, mandate);
    return Optional.of(
        new Lend(
            credential,
            record,
            attempt,
            Instant.ofEpochMilli(deadline),
            Duration.ofMillis(patience)));
  }

  private static Optional<MintRequest> takeBack(FieldReader fields) {
    String lease = fields.text(MAX_ID);
    return fields.isWhole() ? Optional.of(new TakeBack(lease)) : Optional.empty();
  }

  /** The frame. */
  default byte[] write() {
    return switch (this) {
      case Lend lend ->
          new FieldWriter()
              .octet(VERSION)
              .octet(1)
              .text(lend.credential())
              .text(lend.record().topic())
              .number(lend.record().partition())
              .bytes(lend.record().key().toArray())
              .bytes(lend.record().value().toArray())
              .text(lend.record().mandate())
              .number(lend.attempt())
              .moment(lend.deadline().toEpochMilli())
              .number(Math.toIntExact(lend.patience().toMillis()))
              .take();
      case TakeBack(String lease) -> new FieldWriter().octet(VERSION).octet(2).text(lease).take();
    };
  }
}
