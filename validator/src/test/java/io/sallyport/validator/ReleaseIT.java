package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Environment;
import io.sallyport.contract.Headers;
import io.sallyport.contract.command.ReleaseCommand;
import io.sallyport.contract.command.ReleaseCommandCodec;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.validator.bundle.Bundles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Releases on a real broker, written with an operator's rights, judged by the real process. */
@Timeout(600)
class ReleaseIT {
  private static final byte[] BODY =
      Demo.goodPush().replace("head_commit", "head").getBytes(StandardCharsets.UTF_8);
  private static final byte[] KEY = Demo.id(BODY).key();
  private static final int PARTITION = Partitions.of(KEY, Demo.PARTITIONS);

  @TempDir private Path directory;

  /** A receipt as it lies on the topic. */
  private record Said(Receipt receipt, String jws) {}

  @Test
  void sealsOnceWhatAMendedBundleBindsAndNothingElse() throws Exception {
    Path bundle = Files.createDirectory(directory.resolve("bundle"));
    Bundles.copy(bundle);
    try (Installation installation = Installation.start(directory, bundle)) {
      installation.startValidator();
      send(installation);
      List<Said> refused = said(installation, all -> endings(all).size() == 2);
      Bundles.replace(
          bundle, "rule-deploy-on-push.yaml", "event.head_commit.message", "\"'none'\"");
      said(installation, ReleaseIT::isReloaded);

      release(installation, refused);

      List<Said> all = said(installation, found -> endings(found).size() == 7);
      assertThat(endings(all).subList(0, 2))
          .containsExactlyInAnyOrder("UNBOUND bind-missing", "REFUSED header-unclear");
      assertThat(endings(all).subList(2, 7))
          .containsExactly(
              "REFUSED release-unauthorised",
              "REFUSED release-mismatch",
              "REFUSED release-not-admitted",
              "ALLOWED permitted",
              "DUPLICATE duplicate");
      assertThat(sealed(installation)).hasSize(1);
      assertThat(installation.isValidatorAlive()).isTrue();
    }
  }

  private static void send(Installation installation) {
    String topic = Demo.TOPICS.untrusted();
    send(
        installation,
        "ingest",
        List.of(
            new ProducerRecord<>(topic, PARTITION, KEY, BODY, Demo.headers()),
            new ProducerRecord<>(topic, PARTITION, KEY, BODY, new RecordHeaders())));
  }

  /**
   * In this order, all on one partition: three that are wrong, one that is right, and that again.
   */
  private static void release(Installation installation, List<Said> refused) {
    Said unbound = only(refused, Code.BIND_MISSING);
    Said unproved = only(refused, Code.HEADER_UNCLEAR);
    byte[] swapped = Demo.goodPush().getBytes(StandardCharsets.UTF_8);
    String good = command(installation, unbound, BODY, Demo.OPERATOR_KEY);
    send(
        installation,
        "operator",
        List.of(
            record(BODY, command(installation, unbound, BODY, SigningKey.generate()), unbound),
            record(swapped, command(installation, unbound, swapped, Demo.OPERATOR_KEY), unbound),
            record(BODY, command(installation, unproved, BODY, Demo.OPERATOR_KEY), unproved),
            record(BODY, good, unbound),
            record(BODY, good, unbound)));
  }

  private static void send(
      Installation installation, String principal, List<ProducerRecord<byte[], byte[]>> records) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            installation.client(principal), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        var _ = producer.send(record);
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> record(byte[] body, String command, Said receipt) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(Headers.COMMAND, Bytes.utf8(command).toArray());
    headers.add(Headers.RECEIPT, Bytes.utf8(receipt.jws()).toArray());
    return new ProducerRecord<>(Demo.TOPICS.released(), PARTITION, KEY, body, headers);
  }

  private static String command(Installation installation, Said said, byte[] body, SigningKey key) {
    Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    return ReleaseCommandCodec.sign(
        key,
        new ReleaseCommand(
            Demo.OPERATOR,
            new Environment(installation.environment()).validator(),
            "command-00000001",
            now,
            now.plusSeconds(300),
            new ReleaseCommand.Released(said.receipt().id(), Digest.of(Bytes.utf8(said.jws()))),
            Digest.of(body),
            "the message is optional now"));
  }

  private static List<ConsumerRecord<byte[], byte[]>> sealed(Installation installation) {
    return Committed.read(
        installation.client("executor-deployments"),
        Demo.TOPICS.trusted("deployments"),
        new ByteArrayDeserializer(),
        records -> !records.isEmpty());
  }

  private static List<Said> said(Installation installation, Predicate<List<Said>> until) {
    List<ConsumerRecord<byte[], byte[]>> records =
        Committed.read(
            installation.client("operator"),
            Demo.TOPICS.validatorReceipts(),
            new ByteArrayDeserializer(),
            found -> until.test(said(found)));
    return said(records);
  }

  private static List<Said> said(List<ConsumerRecord<byte[], byte[]>> records) {
    PinnedKey pinned = PinnedKey.active(Demo.RECEIPT_KEY.jwk(), Typ.RECEIPT, Set.of());
    JwsVerifier verifier = new JwsVerifier(List.of(pinned), Typ.RECEIPT, "", ReceiptCodec.MAX_SIZE);
    List<Said> said = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String jws = new String(record.value(), StandardCharsets.US_ASCII);
      if (record.partition() == PARTITION
          && verifier.verify(jws, Instant.now()) instanceof JwsVerifier.Result.Verified verified) {
        said.add(new Said(ReceiptCodec.parse(verified.payload()).orElseThrow(), jws));
      }
    }
    return said;
  }

  private static boolean isReloaded(List<Said> said) {
    return said.stream().filter(each -> each.receipt().body() instanceof ReceiptBody.Reload).count()
        == 2;
  }

  private static List<String> endings(List<Said> said) {
    return said.stream().flatMap(each -> ending(each.receipt().body()).stream()).toList();
  }

  private static Optional<String> ending(ReceiptBody body) {
    return switch (body) {
      case ReceiptBody.DeliveryEnded ended ->
          Optional.of(ended.ending() + " " + ended.code().text());
      case ReceiptBody.Decision decision ->
          Optional.of(decision.verdict().result() + " " + decision.code().text());
      case ReceiptBody other -> Optional.empty();
    };
  }

  private static Said only(List<Said> said, Code code) {
    return said.stream()
        .filter(each ->
            ending(each.receipt().body()).filter(text -> text.endsWith(code.text())).isPresent())
        .findFirst()
        .orElseThrow();
  }
}
