package io.sallyport.evidence.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.mandate.Delegation;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.testkit.Seeded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever chain is signed: what it comes to is never more than any of its hops handed on. */
class HopsPropertyTest {
  private static final List<String> ACTIONS = List.of("a.A", "a.B", "a.C");
  private static final List<Effect> EFFECTS = List.of(Effect.values());
  private static int proven;
  private static int refused;

  @Test
  void neverHasMoreThanAnyOfItsParents() {
    Seeded.forAll(150, HopsPropertyTest::check);

    assertThat(proven).as("some narrowed").isPositive();
    assertThat(refused).as("some widened").isPositive();
  }

  private static void check(Random random) {
    List<AgentSender.Grant> grants = new ArrayList<>();
    List<String> hops = new ArrayList<>();
    int length = 1 + random.nextInt(Delegation.MAX_HOPS);
    for (int i = 0; i < length; i++) {
      AgentSender.Grant grant = grant(random, i + 1, grants);
      grants.add(grant);
      hops.add(Handers.hop(i, grant));
    }
    Optional<Delegation> delegation = Handers.delegation(Handers.propose(length, hops));
    delegation.ifPresent(found ->
        assertThat(grants)
            .allSatisfy(grant -> {
              assertThat(grant.actions()).containsAll(found.actions());
              assertThat(found.effect()).isLessThanOrEqualTo(grant.effect());
              assertThat(found.until()).isBeforeOrEqualTo(grant.until());
            }));
    assertThat(delegation.isPresent()).isEqualTo(isNarrowing(grants));
    proven += delegation.isPresent() ? 1 : 0;
    refused += delegation.isPresent() ? 0 : 1;
  }

  private static AgentSender.Grant grant(Random random, int to, List<AgentSender.Grant> before) {
    boolean isSame = !before.isEmpty() && random.nextInt(4) > 0;
    List<String> from = isSame ? before.getLast().actions() : ACTIONS;
    List<String> actions = from.subList(0, 1 + random.nextInt(from.size()));
    int most = isSame ? EFFECTS.indexOf(before.getLast().effect()) : 2;
    Effect effect = EFFECTS.get(random.nextInt(most + 1));
    long longest =
        isSame ? before.getLast().until().getEpochSecond() : Handers.NOW.getEpochSecond() + 100;
    long seconds = longest - random.nextInt(10);
    return Handers.grant(
        to, Instant.ofEpochSecond(seconds), effect, actions.toArray(String[]::new));
  }

  private static boolean isNarrowing(List<AgentSender.Grant> grants) {
    for (int i = 1; i < grants.size(); i++) {
      AgentSender.Grant before = grants.get(i - 1);
      AgentSender.Grant here = grants.get(i);
      if (!before.actions().containsAll(here.actions())
          || here.effect().compareTo(before.effect()) > 0
          || here.until().isAfter(before.until())) {
        return false;
      }
    }
    return true;
  }
}
