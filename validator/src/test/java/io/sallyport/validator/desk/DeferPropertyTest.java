package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.Output;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes, with clocks that jump and restarts between: what shares an order is sealed in the
 * order in which it came, no window holds more than its quota allows, and whatever was deferred is
 * decided once, by its deadline.
 */
class DeferPropertyTest {
  private static final int MAX = 3;
  private static final Duration PER = Duration.ofSeconds(20);
  private static final int STEPS = 400;

  @TempDir private Path directory;
  private final Map<ActionId, Came> came = new HashMap<>();
  private final List<Sealed> sealed = new ArrayList<>();
  private int seen;

  private record Came(int number, String branch, Output referred) {}

  private record Sealed(Came of, Instant at) {}

  @ParameterizedTest
  @ValueSource(longs = {20261122, 1, 2, 3, 4, 5})
  void keepsOrderAndQuotaAndDecidesOnce(long seed) {
    Bundles.copy(directory);
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        "  quotas: [{id: q, key: action.environment, max: 3, per: 20s, onExceeded: defer,"
            + " deadline: 8s}]\n  statements:");
    Office office = new Office(Bundles.read(directory));
    Random random = new Random(seed);
    for (int i = 0; i < STEPS; i++) {
      office.now = office.now.plusMillis(random.nextInt(-1_500, 5_000));
      switch (random.nextInt(10)) {
        case 0 -> end(office, random);
        case 1 -> office.restart();
        case 2, 3, 4 -> office.tick();
        default -> push(office, random, i);
      }
      check(office);
    }
    drain(office);
    assertThat(results(office)).contains(DecisionResult.DEFERRED, DecisionResult.DENIED);
    assertThat(office.kept().keySet()).noneMatch(key -> key.startsWith("77"));
    assertEachEndsOnce(office);
  }

  private void push(Office office, Random random, int number) {
    String branch = random.nextBoolean() ? "main" : "release";
    String principal = "p" + random.nextInt(6);
    Output referred = office.refer(principal, branch, Integer.toHexString(number));
    came.put(Office.id(referred), new Came(number, branch, referred));
    office.decide(referred);
  }

  private void end(Office office, Random random) {
    if (!sealed.isEmpty()) {
      Sealed one = sealed.get(random.nextInt(sealed.size()));
      OutcomeResult[] all = OutcomeResult.values();
      if (office.tell(one.of().referred(), all[random.nextInt(all.length)]).equals("refunded")) {
        sealed.remove(one);
      }
    }
  }

  private void drain(Office office) {
    for (int i = 0; i < 100; i++) {
      office.now = office.now.plusSeconds(20);
      office.tick();
      check(office);
    }
  }

  private void check(Office office) {
    List<ReceiptBody.Ruled> ruled = office.ruled();
    for (; seen < ruled.size(); seen++) {
      if (ruled.get(seen).ruling().verdict().result().isSealed()) {
        Came one = Optional.ofNullable(came.get(ruled.get(seen).action().id())).orElseThrow();
        sealed.stream()
            .filter(each -> each.of().branch().equals(one.branch()))
            .forEach(each -> assertThat(each.of().number()).isLessThan(one.number()));
        sealed.add(new Sealed(one, office.now));
      }
    }
    sealed.forEach(first -> assertThat(within(first)).hasSizeLessThanOrEqualTo(MAX));
  }

  /** The window that begins with it. */
  private List<Sealed> within(Sealed first) {
    return sealed.stream()
        .filter(each -> each.of().branch().equals(first.of().branch()))
        .filter(each -> !each.at().isBefore(first.at()))
        .filter(each -> each.at().isBefore(first.at().plus(PER)))
        .toList();
  }

  private static List<DecisionResult> results(Office office) {
    return office.ruled().stream().map(each -> each.ruling().verdict().result()).toList();
  }

  private static void assertEachEndsOnce(Office office) {
    Set<String> deferred = new HashSet<>();
    Set<String> ended = new HashSet<>();
    for (ReceiptBody.Ruled ruled : office.ruled()) {
      String referral = ruled.ruling().referral();
      if (ruled.ruling().isDeferred()) {
        assertThat(deferred.add(referral)).isTrue();
      } else {
        assertThat(ended.add(referral)).as("decided once").isTrue();
        assertThat(ruled.ruling().deferral().isPresent()).isEqualTo(deferred.contains(referral));
      }
    }
    assertThat(ended).containsAll(deferred);
  }
}
