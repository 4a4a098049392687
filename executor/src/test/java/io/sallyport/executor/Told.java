package io.sallyport.executor;

import io.sallyport.contract.Headers;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.executor.verify.Seal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a desk that reads committed records hears of the ends of actions; knows nothing of how an
 * executor works.
 */
record Told(Cluster cluster, Cluster.Installation installation) {
  /** The results of outcomes and the findings of resolutions that were told of an action. */
  List<String> of(ActionId action) {
    return heard().stream()
        .map(record -> Operators.receipt(record).body())
        .filter(body -> subject(body).filter(each -> each.id().equals(action)).isPresent())
        .map(body ->
            switch (body) {
              case ReceiptBody.Outcome outcome -> outcome.result().name();
              case ReceiptBody.Resolved resolved -> resolved.resolution().finding().name();
              default -> throw new AssertionError(body);
            })
        .toList();
  }

  /**
   * Every broken promise, one line each: what was decided with memory is told once, under its key,
   * by the very receipt; nothing else is.
   */
  List<String> findings() {
    Map<ActionId, Optional<DeskKey>> sealed = sealed();
    List<String> missing = new ArrayList<>();
    for (var record : cluster.read(installation.topics().receipts(Seal.CELL))) {
      subject(Operators.receipt(record).body())
          .flatMap(action -> sealed.getOrDefault(action.id(), Optional.empty()))
          .ifPresent(desk -> missing.add(line(desk.bytes().toArray(), record.value())));
    }
    List<String> findings = wordsWithoutReceipt();
    for (var record : heard()) {
      if (!missing.remove(line(record.key(), record.value()))) {
        findings.add("told, and nobody is to hear it, or twice: " + place(record));
      }
      if (record.partition() != Partitions.of(record.key(), Cluster.PARTITIONS)
          || record.headers().iterator().hasNext()) {
        findings.add("told in another form: " + place(record));
      }
    }
    missing.forEach(each -> findings.add("not told: " + each));
    return findings;
  }

  private List<String> wordsWithoutReceipt() {
    List<String> findings = new ArrayList<>();
    Set<String> receipts = new HashSet<>();
    cluster
        .read(installation.topics().receipts(Seal.CELL))
        .forEach(record -> receipts.add(line(new byte[0], record.value())));
    for (var record : words()) {
      if (!receipts.contains(line(new byte[0], record.value()))
          || record.partition() != Partitions.of(record.key(), Cluster.PARTITIONS)) {
        findings.add("a word that is no receipt of the chain, or misplaced: " + place(record));
      }
    }
    return findings;
  }

  /** Whose mandates name which memory. */
  private Map<ActionId, Optional<DeskKey>> sealed() {
    Map<ActionId, Optional<DeskKey>> sealed = new HashMap<>();
    for (var record : cluster.read(installation.topics().trusted(Seal.CELL))) {
      String jws = Headers.ascii(record.headers(), Headers.MANDATE).orElseThrow();
      byte[] claims = Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1]);
      Mandate mandate = MandateCodec.parse(Bytes.of(claims)).orElseThrow();
      sealed.put(mandate.id(), mandate.desk());
    }
    return sealed;
  }

  private static Optional<ReceiptBody.Action> subject(ReceiptBody body) {
    return switch (body) {
      case ReceiptBody.Outcome outcome -> Optional.of(outcome.action());
      case ReceiptBody.Resolved resolved -> Optional.of(resolved.action());
      default -> Optional.empty();
    };
  }

  /** All that memories are told. */
  List<ConsumerRecord<byte[], byte[]>> heard() {
    return told().filter(record -> !isWord(record)).toList();
  }

  /** All that whoever witnesses the cell's chains is told. */
  List<ConsumerRecord<byte[], byte[]>> words() {
    return told().filter(Told::isWord).toList();
  }

  /** Whether they are told the very receipt of how that action ended. */
  boolean hasWordOf(ActionId action) {
    return words().stream()
        .flatMap(word -> subject(Operators.receipt(word).body()).stream())
        .anyMatch(each -> each.id().equals(action));
  }

  private Stream<ConsumerRecord<byte[], byte[]>> told() {
    return cluster.read(installation.topics().outcomes(Seal.CELL)).stream();
  }

  /** Under the key of its own chain. */
  private static boolean isWord(ConsumerRecord<byte[], byte[]> record) {
    DeskKey key = DeskKey.ofChain(Operators.receipt(record).chain());
    return key.bytes().equals(Bytes.of(record.key()));
  }

  private static String line(byte[] key, byte[] jws) {
    return Base64.getEncoder().encodeToString(key)
        + " "
        + new String(jws, StandardCharsets.US_ASCII);
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.partition() + ":" + record.offset();
  }
}
