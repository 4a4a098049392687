package io.sallyport.executor;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.id.RandomId;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.contract.resolution.Finding;
import io.sallyport.contract.resolution.ResolveCommand;
import io.sallyport.contract.resolution.ResolveCommand.Doubt;
import io.sallyport.contract.resolution.ResolveCommand.Word;
import io.sallyport.contract.resolution.ResolveCommandCodec;
import io.sallyport.contract.revocation.Revocation;
import io.sallyport.contract.revocation.Revocation.Order;
import io.sallyport.contract.revocation.RevocationCodec;
import io.sallyport.contract.revocation.Target;
import io.sallyport.executor.verify.Seal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Two operators who read a cell's receipts and say what became of its doubts. */
record Operators(Cluster cluster, Cluster.Installation installation) {

  /** What is in doubt, or was, partition by partition in order. */
  List<Doubt> doubts() {
    return cluster.read(installation.topics().receipts(Seal.CELL)).stream()
        .flatMap(record -> doubt(record).stream())
        .toList();
  }

  private static Optional<Doubt> doubt(ConsumerRecord<byte[], byte[]> record) {
    Receipt receipt = receipt(record);
    return receipt.body() instanceof ReceiptBody.Outcome outcome
            && outcome.result() == OutcomeResult.IN_DOUBT
        ? Optional.of(
            new Doubt(
                outcome.action().id(),
                receipt.id(),
                Digest.of(Bytes.of(record.value())),
                new Origin(record.topic(), record.partition(), record.offset())))
        : Optional.empty();
  }

  /** The receipts of resolutions, partition by partition in order. */
  List<ReceiptBody.Resolved> resolved() {
    return cluster.read(installation.topics().receipts(Seal.CELL)).stream()
        .map(record -> receipt(record).body())
        .filter(ReceiptBody.Resolved.class::isInstance)
        .map(ReceiptBody.Resolved.class::cast)
        .toList();
  }

  static Receipt receipt(ConsumerRecord<byte[], byte[]> record) {
    String jws = new String(record.value(), StandardCharsets.US_ASCII);
    String claims = jws.substring(jws.indexOf('.') + 1, jws.lastIndexOf('.'));
    byte[] payload = Base64.getUrlDecoder().decode(claims);
    return ReceiptCodec.parse(Bytes.of(payload)).orElseThrow();
  }

  /** The first operator's word. */
  String first(Doubt doubt, Finding finding) {
    return say("operator", installation.operator(), doubt, new Word(finding, Optional.empty()));
  }

  /** The second operator's word. */
  String second(Doubt doubt, Finding finding) {
    return say("second", installation.second(), doubt, new Word(finding, Optional.empty()));
  }

  private String say(String operator, SigningKey key, Doubt doubt, Word word) {
    String audience = installation.environment() + "/" + Seal.CELL;
    Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    ResolveCommand command =
        new ResolveCommand(
            operator, audience, RandomId.next(), now, now.plusSeconds(600), doubt, word, "a test");
    String jws = ResolveCommandCodec.sign(key, command);
    write(jws);
    return jws;
  }

  /** The first operator revokes. */
  void revoke(Target target) {
    Order order = new Order.Revoke(target);
    Revocation revocation =
        new Revocation(
            "operator", installation.environment(), RandomId.next(), Instant.EPOCH, order, "test");
    byte[] jws = Bytes.utf8(RevocationCodec.sign(installation.operator(), revocation)).toArray();
    byte[] id = Bytes.utf8(revocation.id()).toArray();
    cluster.produce(new ProducerRecord<>(installation.topics().revocations(), 0, id, jws));
  }

  /** Writes a command, perhaps once more. */
  void write(String jws) {
    String audience = installation.environment() + "/" + Seal.CELL;
    cluster.produce(
        new ProducerRecord<>(
            installation.topics().commands(),
            0,
            Bytes.utf8(audience).toArray(),
            Bytes.utf8(jws).toArray()));
  }
}
