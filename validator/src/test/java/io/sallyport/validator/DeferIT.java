package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.bundle.Bundles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What waits at the desk of the real process on a real broker, over a kill. */
@Tag("AARM-R4")
@Timeout(600)
class DeferIT {
  private static final int WAITING = 3;
  private static final int ALL = 2 + 2 * WAITING;
  private static final Duration PER = Duration.ofSeconds(10);

  @TempDir static Path directory;
  private static Optional<Installation> started = Optional.empty();
  private static List<DeskRuling> before = List.of();
  private static String shown = "";
  private static List<Receipt> receipts = List.of();

  @BeforeAll
  static void waitKillAndGoOn() throws Exception {
    Path bundle = Files.createDirectories(directory.resolve("bundle"));
    Bundles.copy(bundle);
    Bundles.replace(
        bundle,
        "policy-deploy.yaml",
        "  statements:",
        "  quotas: [{id: q, key: action.environment, max: 1, per: 10s, onExceeded: defer,"
            + " deadline: 5m}]\n  statements:");
    Installation installation = Installation.start(directory, bundle);
    started = Optional.of(installation);
    installation.startValidator();
    for (int i = 0; i <= WAITING; i++) {
      push("main", i);
    }
    push("release", WAITING + 1);
    before = traffic().rulings(WAITING + 2);
    shown = installation.metricsWith("\nsallyport_validator_deferred ");
    installation.killValidator();
    installation.startValidator();
    receipts = traffic().receipts(ALL);
  }

  @AfterAll
  static void stop() {
    started.ifPresent(Installation::close);
  }

  private static Traffic traffic() {
    return new Traffic(started.orElseThrow());
  }

  private static void push(String branch, int number) throws Exception {
    byte[] body =
        Demo.push("acme/shop", branch, "%040x".formatted(number)).getBytes(StandardCharsets.UTF_8);
    SourceSpec spec =
        Optional.ofNullable(Bundles.read(directory.resolve("bundle")).sources().get("github"))
            .orElseThrow();
    DedupeId id = DedupeIdentity.of(spec, body);
    int partition = Partitions.of(id.key(), Demo.PARTITIONS);
    traffic()
        .send(
            "ingest",
            new ProducerRecord<>(
                Demo.TOPICS.untrusted(), partition, id.key(), body, Demo.headers()));
  }

  @Test
  void dependentWaitAndTheIndependentGoesOn() {
    assertThat(before.stream().map(DeskRuling::code))
        .containsOnlyOnce(Code.DEFERRED)
        .filteredOn(code -> code == Code.PERMITTED)
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(shown).containsPattern("\nsallyport_validator_deferred [1-3]\n");
  }

  @Test
  void eachIsDecidedOnceInTheOrderInWhichItCame() {
    List<DeskRuling> followUps = rulings().filter(each -> each.deferral().isPresent()).toList();

    assertThat(followUps)
        .hasSize(WAITING)
        .extracting(DeskRuling::code)
        .containsOnly(Code.PERMITTED);
    assertThat(followUps.stream().map(DeskRuling::referral).toList())
        .isEqualTo(rulings().filter(DeskRuling::isDeferred).map(DeskRuling::referral).toList());
    assertThat(traffic().sealed(2 + WAITING)).hasSize(2 + WAITING);
  }

  private static Stream<DeskRuling> rulings() {
    return receipts.stream()
        .map(Receipt::body)
        .filter(ReceiptBody.Ruled.class::isInstance)
        .map(body -> ((ReceiptBody.Ruled) body).ruling());
  }

  /** Receipts say whole seconds. */
  @Test
  void noWindowHoldsMoreThanItsQuota() {
    List<Instant> sealed =
        receipts.stream()
            .filter(receipt ->
                receipt.body() instanceof ReceiptBody.Ruled ruled
                    && ruled.ruling().verdict().result() == DecisionResult.ALLOWED
                    && ruled.ruling().deferral().isPresent())
            .map(Receipt::issuedAt)
            .toList();

    for (int i = 1; i < sealed.size(); i++) {
      assertThat(Duration.between(sealed.get(i - 1), sealed.get(i)))
          .isGreaterThan(PER.minusSeconds(1).minusMillis(1));
    }
  }
}
