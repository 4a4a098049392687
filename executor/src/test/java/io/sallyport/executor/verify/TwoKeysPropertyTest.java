package io.sallyport.executor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Hold.Quorum;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.testkit.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whoever has the validator's signing key performs no gated action; with one approver's keys as
 * well, and what the others approved of other actions, neither.
 */
@Tag("NHI10")
@Tag("CSF-PR.AA")
class TwoKeysPropertyTest {
  private static final List<String> NAMES = List.of("anna", "ben", "cara", "dora", "validator");
  private static final List<SigningKey> STOLEN =
      List.of(Trial.KEY, Panel.ANNA, Panel.ANNA_TOO, SigningKey.generate());

  private final Trial trial = new Trial();

  @Test
  void neverMakeAQuorumOfTwo() {
    trial.resealFor(Panel.type());
    trial.verifier =
        new Verifier(
            Trial.scope(Effect.WRITE, Duration.ofDays(1)),
            Trial.keys(PinnedKey.State.ACTIVE),
            Trial.pins(Panel.type()),
            new Approving(Panel.approvers(), Trial.PARTITIONS),
            new Standing());
    Mandate sealed = trial.mandate;
    List<String> genuine = Panel.quorum(other(sealed));
    assertThat(approved(sealed)).isInstanceOf(Verdict.Genuine.class);

    Seeded.forAll(
        1500,
        random -> {
          Hold hold = hold(random);
          Mandate held = Panel.with(sealed, Optional.of(hold), List.of());
          Statement statement = Panel.statement(Trial.ENVIRONMENT, held, trial.value);
          List<String> verdicts = new ArrayList<>();
          if (random.nextBoolean()) {
            verdicts.add(Panel.approval(Panel.ANNA, "anna", statement));
          }
          for (int i = random.nextInt(Mandate.MAX_APPROVALS); random.nextBoolean() && i > 0; i--) {
            verdicts.add(
                random.nextInt(4) == 0 ? pick(genuine, random) : forged(statement, random));
          }
          trial.mandate = Panel.with(sealed, Optional.of(hold), verdicts);

          assertThat(trial.verify()).isInstanceOf(Verdict.Rejected.class);
        });
  }

  /** What stands in the attacker's way is the persons alone. */
  private Verdict approved(Mandate sealed) {
    Optional<Hold> hold = Optional.of(Panel.hold("managers", 2, Trial.NOW));
    Mandate held = Panel.with(sealed, hold, List.of());
    Statement statement = Panel.statement(Trial.ENVIRONMENT, held, trial.value);
    trial.mandate = Panel.with(sealed, hold, Panel.quorum(statement));
    return trial.verify();
  }

  private static String forged(Statement statement, Random random) {
    return Panel.approval(pick(STOLEN, random), pick(NAMES, random), statement);
  }

  /** Ben and Anna did approve another action. */
  private Statement other(Mandate sealed) {
    Mandate held = Panel.with(sealed, Optional.of(Panel.hold("managers", 2, Trial.NOW)), List.of());
    var fields = Seal.fields(Panel.type(), "staging");
    fields.put("note", "harmless");
    return Panel.statement(Trial.ENVIRONMENT, held, Seal.value(Panel.type(), fields));
  }

  private static Hold hold(Random random) {
    List<Quorum> quorums =
        switch (random.nextInt(4)) {
          case 0 -> List.of(new Quorum("managers", 1));
          case 1 -> List.of(new Quorum("duty", 1), new Quorum("managers", 1));
          case 2 -> List.of(new Quorum("nobody", 1));
          default -> List.of(new Quorum("managers", 2));
        };
    return new Hold(quorums, Trial.NOW.plusSeconds(Panel.SECONDS));
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
