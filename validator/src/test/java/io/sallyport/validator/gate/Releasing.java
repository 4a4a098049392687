package io.sallyport.validator.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.command.ReleaseCommand;
import io.sallyport.contract.command.ReleaseCommandCodec;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.validator.Demo;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.admit.Memory;
import io.sallyport.validator.admit.Seen;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A gate with a memory, a delivery that it refused, and releases of that. */
final class Releasing {
  /** When the release is appended and judged. */
  static final Instant LATER = Demo.NOW.plusSeconds(3_600);

  private final Map<DedupeId, Seen> memory = new HashMap<>();
  private final Delivery original;
  private ChainState chain;
  private Instant at = LATER;

  Releasing(String body) {
    original = Demo.delivery(body);
    chain = ChainState.start(original.origin().partition());
  }

  /** A push that has no message: the demo's rule does not bind. */
  static String speechless() {
    return Demo.goodPush().replace("head_commit", "head");
  }

  /** The demo's bundle with a rule that does without the message. */
  static Bundle mended(Path directory) {
    Bundles.copy(directory);
    Bundles.replace(
        directory, "rule-deploy-on-push.yaml", "event.head_commit.message", "\"'none'\"");
    return Bundles.read(directory);
  }

  Delivery original() {
    return original;
  }

  Bytes body() {
    return original.body().orElseThrow();
  }

  /** Judges from now on at that instant. */
  Releasing at(Instant instant) {
    at = instant;
    return this;
  }

  /** Passes the original, and gives the compact form of its last receipt. */
  String refuse(Gate gate) {
    return Passing.lastReceipt(pass(gate, original, Demo.NOW));
  }

  /** Passes a release. */
  Effects release(Gate gate, Delivery delivery) {
    return pass(gate, delivery, at);
  }

  Effects pass(Gate gate, Delivery delivery, Instant now) {
    Memory remembered = id -> Optional.ofNullable(memory.get(id));
    Effects effects = gate.pass(delivery, remembered, chain, now);
    effects.remembered().forEach(entry -> memory.put(entry.id(), entry.seen()));
    chain = effects.chain();
    return effects;
  }

  /** The command that releases {@code receipt}. */
  ReleaseCommand command(String receipt) {
    return new ReleaseCommand(
        Demo.OPERATOR,
        Demo.ENVIRONMENT.validator(),
        "command-00000000",
        at,
        at.plusSeconds(300),
        new ReleaseCommand.Released(id(receipt), Digest.of(Bytes.utf8(receipt))),
        Digest.of(body()),
        "the message is optional now");
  }

  private static String id(String receipt) {
    return Passing.parsed(receipt).id();
  }

  /** A refusal of the original, as the gate would say it. */
  ReceiptBody refused(Optional<ReceiptBody.Evidence> evidence, Code code) {
    ReceiptBody.Delivery delivery =
        new ReceiptBody.Delivery(Demo.DELIVERY_ID, original.origin(), "github", Digest.of(body()));
    return new ReceiptBody.DeliveryEnded(
        evidence.map(delivery::proved).orElse(delivery),
        ReceiptBody.Ending.REFUSED,
        code,
        Optional.empty(),
        Passing.BUNDLE.digest());
  }

  /** A receipt that the demo's validator signs, and its gate has not given. */
  String receipt(ReceiptBody body) {
    return receipt(body, Demo.ENVIRONMENT.validator(), Demo.RECEIPT_KEY);
  }

  String receipt(ReceiptBody body, String issuer, SigningKey key) {
    ChainHead head = ChainHead.start(ChainState.chain(original.origin().partition()));
    return new ReceiptWriter(issuer, key).append(head, body, Demo.NOW).jws();
  }

  /** The record of a release as an operator writes it. */
  Delivery record(String receipt) {
    return record(receipt, command(receipt), Demo.OPERATOR_KEY);
  }

  Delivery record(String receipt, ReleaseCommand command, SigningKey key) {
    RecordHeaders headers = new RecordHeaders();
    add(headers, Headers.COMMAND, ReleaseCommandCodec.sign(key, command));
    add(headers, Headers.RECEIPT, receipt);
    return with(headers);
  }

  Delivery with(RecordHeaders headers) {
    int partition = original.origin().partition();
    return new Delivery(
        new Origin(Demo.TOPICS.released(), partition, 3),
        at,
        original.key(),
        original.body(),
        headers);
  }

  static void add(RecordHeaders headers, String name, String text) {
    headers.add(name, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The code of a release that leaves a receipt and nothing else. */
  Code refusal(Gate gate, Delivery record) {
    Effects effects = release(gate, record);
    assertThat(Passing.sinks(effects)).containsOnly("receipts");
    ReceiptBody.DeliveryEnded ended = Passing.ended(effects);
    assertThat(ended.ending()).isEqualTo(ReceiptBody.Ending.REFUSED);
    assertThat(ended.delivery().evidence()).isEmpty();
    return ended.code();
  }
}
