package io.sallyport.validator.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import io.sallyport.testkit.Seeded;
import io.sallyport.validator.Demo;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.bundle.Bundles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bundle gains in constraints and deny statements can only take actions away. */
class StricterPropertyTest {
  private static final int BUNDLES = 12;
  private static final int DELIVERIES = 50;
  private static final String SCHEMA = "actions/Deploy.avsc";
  private static final String POLICY = "policy-deploy.yaml";
  private static final String STATEMENT = "    - {id: known-repository";

  @TempDir private Path directory;

  @Test
  void sealsNoMoreUnderOneMoreConstraint() {
    Seeded.forAll(BUNDLES, random -> sealsNoMore(random, bundle -> constrain(random, bundle)));
  }

  @Test
  void sealsNoMoreUnderOneMoreDenial() {
    Seeded.forAll(BUNDLES, random -> sealsNoMore(random, bundle -> deny(random, bundle)));
  }

  @Test
  void endsAsBeforeUnderOneMoreRule() {
    Seeded.forAll(
        BUNDLES,
        random -> {
          Gate more = Demo.gate(Rulebook.with(fresh(), condition(random)));
          for (int i = 0; i < DELIVERIES; i++) {
            Delivery delivery = delivery(random);
            List<Ending> before = decisions(Passing.GATE, delivery);

            assertThat(decisions(more, delivery)).containsSubsequence(before);
            assertThat(sealed(more, delivery)).containsAll(sealed(Passing.GATE, delivery));
          }
        });
  }

  /** A change of a bundle's files. */
  private interface Change {
    void to(Path bundle);
  }

  private void sealsNoMore(Random random, Change change) throws IOException {
    Path bundle = Bundles.copy(fresh());
    change.to(bundle);
    Gate stricter = Demo.gate(Bundles.read(bundle));
    for (int i = 0; i < DELIVERIES; i++) {
      Delivery delivery = delivery(random);
      Effects effects = stricter.pass(delivery, Passing.NOTHING, Passing.start(), Demo.NOW);

      assertThat(effects.endings()).hasSize(1);
      assertThat(sealed(Passing.GATE, delivery)).containsAll(sealed(effects));
    }
  }

  private Path fresh() throws IOException {
    return Files.createTempDirectory(directory, "bundle");
  }

  private static void constrain(Random random, Path bundle) {
    switch (random.nextInt(5)) {
      case 0 -> Bundles.replace(bundle, SCHEMA, "\"maxLength\": 200", maxLength(random, 30));
      case 1 -> Bundles.replace(bundle, SCHEMA, "\"maxLength\": 100", maxLength(random, 12));
      case 2 -> Bundles.replace(bundle, SCHEMA, "\"staging\", \"production\"", "\"staging\"");
      case 3 -> Bundles.replace(bundle, SCHEMA, "[^\\\\p{Cc}]*", "[a-m ]*");
      default ->
          Bundles.replace(
              bundle, SCHEMA, "\"maxLength\": 200", "\"minLength\": 9, \"maxLength\": 200");
    }
  }

  private static String maxLength(Random random, int below) {
    return "\"maxLength\": " + (1 + random.nextInt(below));
  }

  private static void deny(Random random, Path bundle) {
    String when =
        pick(
            random,
            "action.environment == 'production'",
            "size(action.note) > " + random.nextInt(20),
            "now.getHours('UTC') == 12",
            "source.assurance == 'shared'",
            "action.note.contains('a')",
            "action.note.substring(9) == ''");
    String statement = "    - {id: extra, effect: deny, when: \"" + when + "\"}\n";
    Bundles.replace(bundle, POLICY, STATEMENT, statement + STATEMENT);
  }

  private static String condition(Random random) {
    return pick(
        random,
        "true",
        "event.ref == 'refs/heads/main'",
        "event.missing == 1",
        "event.ref.size() > 15",
        "has(event.pusher) && event.repository.full_name.startsWith('acme/')");
  }

  private static Delivery delivery(Random random) {
    String note = "a fix of z".repeat(3).substring(0, random.nextInt(30));
    String push =
        Demo.push(
                pick(random, "acme/shop", "acme/shop", "acme/other"),
                pick(random, "main", "release", "topic"),
                pick(random, "0".repeat(40), "a1".repeat(20), "x"))
            .replace("fix the till", note);
    byte[] body = push.getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(6) == 0) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    return Demo.delivery(body, Demo.NOW);
  }

  private static String pick(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  /** The endings of the demo's own rule. */
  private static List<Ending> decisions(Gate gate, Delivery delivery) {
    return Endings.of(gate, delivery).stream()
        .filter(ending -> ending.rule().equals("deploy-on-push"))
        .toList();
  }

  private static Set<Bytes> sealed(Gate gate, Delivery delivery) {
    return sealed(gate.pass(delivery, Passing.NOTHING, Passing.start(), Demo.NOW));
  }

  /** The sealed actions as Avro bytes. */
  private static Set<Bytes> sealed(Effects effects) {
    return effects.outputs().stream()
        .filter(output -> output.sink().equals(Sinks.trusted("deployments")))
        .map(output -> output.value().orElseThrow())
        .collect(Collectors.toSet());
  }
}
