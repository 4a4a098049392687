package io.sallyport.validator.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.receipt.ChainCheck;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.testkit.Seeded;
import io.sallyport.validator.Demo;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.bundle.Bundles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("AARM-R1")
@Tag("AARM-R5")
class GatePropertyTest {
  private static final Gate GATE = Demo.gate();

  @TempDir private Path directory;

  @Test
  void endsWhateverComesExactlyOnceAndChainsIt() {
    Seeded.forAll(
        200,
        random -> {
          ChainState chain = ChainState.start(0);
          ChainCheck check = check();
          for (int i = 0; i < 10; i++) {
            Effects effects = GATE.pass(anything(random), id -> Optional.empty(), chain, Demo.NOW);
            assertThat(bodies(check, effects)).isEqualTo(effects.endings().size());
            chain = effects.chain();
          }
        });
  }

  @Test
  void judgesEachRuleAlone() {
    Bundles.copy(directory);
    Bundles.write(
        directory,
        "more.yaml",
        """
        apiVersion: sallyport/v1
        kind: Rule
        metadata: {name: more}
        spec:
          source: github
          when: event.ref == 'refs/heads/main'
          action: com.example.actions.Deploy
          fields:
            repository: "'acme/shop'"
            commit: event.after
            environment: "'staging'"
            note: "''"
          ttl: 5m
        """);
    Gate more = Demo.gate(Bundles.read(directory));

    Seeded.forAll(
        200,
        random -> {
          Delivery delivery = Demo.delivery(push(random));
          assertThat(of("deploy-on-push", endings(more, delivery)))
              .isEqualTo(of("deploy-on-push", endings(GATE, delivery)));
        });
  }

  private static List<Ending> endings(Gate gate, Delivery delivery) {
    return gate.pass(delivery, id -> Optional.empty(), ChainState.start(0), Demo.NOW).endings();
  }

  private static List<Ending> of(String rule, List<Ending> endings) {
    return endings.stream().filter(ending -> ending.rule().equals(rule)).toList();
  }

  private static String push(Random random) {
    String repository = pick(random, "acme/shop", "acme/other", "ACME/SHOP");
    String branch = pick(random, "main", "release", "other");
    String commit = pick(random, "0".repeat(40), "0".repeat(39), "x".repeat(40));
    String push = Demo.push(repository, branch, commit);
    return random.nextInt(4) == 0 ? push.replace("\"pusher\"", "\"other\"") : push;
  }

  /** Random bytes, broken pushes, and good ones with random headers, keys and places. */
  private static Delivery anything(Random random) {
    byte[] body =
        switch (random.nextInt(3)) {
          case 0 -> bytes(random, random.nextInt(64));
          case 1 -> broken(random, push(random));
          default -> push(random).getBytes(StandardCharsets.UTF_8);
        };
    Delivery made = Demo.delivery(body, Demo.NOW);
    if (random.nextInt(3) > 0) {
      return made;
    }
    RecordHeaders headers = random.nextBoolean() ? Demo.headers() : new RecordHeaders();
    headers.add(pick(random, "ce_source", "ce_id", "x"), bytes(random, random.nextInt(9)));
    return new Delivery(
        new Origin(Demo.TOPICS.untrusted(), random.nextInt(2), random.nextInt(1000)),
        made.appendedAt(),
        random.nextBoolean() ? made.key() : Optional.of(Bytes.of(bytes(random, 3))),
        random.nextInt(9) == 0 ? Optional.empty() : made.body(),
        headers);
  }

  private static byte[] broken(Random random, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 3; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String pick(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private static ChainCheck check() {
    PinnedKey pinned = PinnedKey.active(Demo.RECEIPT_KEY.jwk(), Typ.RECEIPT, Set.of());
    return new ChainCheck(
        "gate-0", new JwsVerifier(List.of(pinned), Typ.RECEIPT, "", ReceiptCodec.MAX_SIZE));
  }

  /** How many endings the receipts tell; every one has to be the next of its chain. */
  private static int bodies(ChainCheck check, Effects effects) {
    List<ReceiptBody> endings = new ArrayList<>();
    for (Output output : effects.outputs()) {
      if (output.sink().equals(Sinks.RECEIPTS)) {
        String jws = new String(output.value().orElseThrow().toArray(), StandardCharsets.US_ASCII);
        switch (check.next(jws, Demo.NOW)) {
          case ChainCheck.Step.Next(var receipt, var _) -> endings.add(receipt.body());
          case ChainCheck.Step.Broken broken -> throw new AssertionError(broken);
        }
      }
    }
    endings.removeIf(
        body -> body instanceof ReceiptBody.ChainOpened || body instanceof ReceiptBody.Reload);
    long decisions = endings.stream().filter(ReceiptBody.Decision.class::isInstance).count();
    assertThat(decisions == 0 ? 1 : decisions).isEqualTo(endings.size());
    return endings.size();
  }
}
