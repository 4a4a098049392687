package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.Output;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes, in whatever order, with clocks that jump and restarts between: no window of a
 * quota's length ever holds more than it allows, nor more of one principal than its share, where
 * each allowed action counts that was not given back.
 */
class QuotaPropertyTest {
  private static final int MAX = 4;
  private static final int SHARE = 2;
  private static final Duration PER = Duration.ofSeconds(60);
  private static final int STEPS = 400;

  @TempDir private Path directory;
  private final List<Allowed> allowed = new ArrayList<>();

  private record Allowed(String branch, String principal, Instant at, Output referred) {}

  @ParameterizedTest
  @ValueSource(longs = {20261122, 1, 2, 3, 4, 5})
  void neverHoldsMoreThanItAllows(long seed) {
    Bundles.copy(directory);
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        "  quotas: [{id: q, key: action.environment, max: 4, per: 60s, perPrincipal: 2}]\n"
            + "  statements:");
    Office office = new Office(Bundles.read(directory));
    Random random = new Random(seed);
    int denied = 0;
    for (int i = 0; i < STEPS; i++) {
      office.now = office.now.plusMillis(random.nextInt(-2_000, 6_000));
      switch (random.nextInt(10)) {
        case 0 -> end(office, random);
        case 1 -> office.restart();
        case 2 -> office.tick();
        default -> denied += push(office, random, i) ? 0 : 1;
      }
      check(office.now);
    }
    assertThat(denied).as("the quota was met").isPositive();
    assertThat(allowed).as("and not all was denied").hasSizeGreaterThan(MAX);
  }

  private boolean push(Office office, Random random, int i) {
    String branch = random.nextBoolean() ? "main" : "release";
    String principal = "p" + random.nextInt(4);
    Output referred = office.refer(principal, branch, Integer.toHexString(i));
    boolean isAllowed = office.decide(referred).ruling().code() == Code.PERMITTED;
    if (isAllowed) {
      allowed.add(new Allowed(branch, principal, office.now, referred));
    }
    return isAllowed;
  }

  private void end(Office office, Random random) {
    if (!allowed.isEmpty()) {
      Allowed one = allowed.get(random.nextInt(allowed.size()));
      OutcomeResult[] all = OutcomeResult.values();
      String told = office.tell(one.referred(), all[random.nextInt(all.length)]);
      if (told.equals("refunded")) {
        allowed.remove(one);
      }
    }
  }

  /** Each window that begins with an action, of each branch. */
  private void check(Instant now) {
    for (Allowed first : allowed) {
      List<Allowed> window =
          allowed.stream()
              .filter(one -> one.branch().equals(first.branch()))
              .filter(one -> !one.at().isBefore(first.at()))
              .filter(one -> one.at().isBefore(first.at().plus(PER)))
              .toList();
      long own = window.stream().filter(one -> one.principal().equals(first.principal())).count();
      assertThat(window.size()).as("at " + now).isLessThanOrEqualTo(MAX);
      assertThat(own).as("at " + now).isLessThanOrEqualTo(SHARE);
    }
  }
}
