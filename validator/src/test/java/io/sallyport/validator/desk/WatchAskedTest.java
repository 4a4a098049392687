package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.revocation.Target;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.gate.Sinks;
import io.sallyport.validator.hold.People;
import io.sallyport.validator.hold.Room;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Persons are asked about what is unusual of a sender, at the real desk with its real store. */
class WatchAskedTest {
  private static final String ALARM =
      "{id: a, on: firstAction, response: stepUp, group: duty, threshold: 1, deadline: 5m}";

  @TempDir private Path directory;
  private Bundle bundle;
  private Office office;

  /** How a hold ends that is not sealed. */
  enum End {
    DENIED,
    OVERDUE,
    REVOKED
  }

  @BeforeEach
  void askAboutTheFirst() {
    Bundles.copy(directory);
    People.approvers(directory);
    bundle = Bundles.read(WatchTest.watch(directory, "alarms: [" + ALARM + "]"));
    office = new Office(bundle);
  }

  private Code code(String commit) {
    return office.decide(office.refer("main", commit)).ruling().code();
  }

  /** Until a person has let one pass, and an executor has tried it, the next one asks, too. */
  @Test
  void asksUntilTheyHaveLetOnePass() {
    Output first = office.refer("main", "1");

    ReceiptBody.Ruled held = office.decide(first);

    assertThat(held.ruling().verdict().result()).isEqualTo(DecisionResult.HELD);
    assertThat(held.ruling().code()).isEqualTo(Code.FIRST_ACTION);
    assertThat(office.written().getLast().sink()).isEqualTo(Sinks.asked("deployments"));
    assertThat(office.decide(office.refer("release", "2")).ruling().verdict().result())
        .isEqualTo(DecisionResult.HELD);
    office.restart();
    assertThat(office.tell(first, OutcomeResult.SUCCEEDED)).isEqualTo("remembered");
    assertThat(office.tell(first, OutcomeResult.SUCCEEDED)).as("once").isEqualTo("over");
    assertThat(code("3")).isEqualTo(Code.PERMITTED);
  }

  @ParameterizedTest
  @EnumSource(
      value = OutcomeResult.class,
      names = {"EXPIRED", "REVOKED", "SUPERSEDED"})
  void whatNobodyTriedIsStillNew(OutcomeResult result) {
    Output first = office.refer("main", "1");
    office.decide(first);

    assertThat(office.tell(first, result)).isEqualTo("remembered");

    assertThat(code("2")).isEqualTo(Code.FIRST_ACTION);
  }

  @Test
  void believesNobodyButTheExecutorOfTheCell() {
    Output first = office.refer("main", "1");
    office.decide(first);
    Map<String, String> kept = office.kept();
    Told.Of of = office.of(first);
    String issuer = Demo.ENVIRONMENT.cell("deployments");
    String real = Told.outcome(Demo.EXECUTOR_KEY, issuer, of, OutcomeResult.SUCCEEDED);
    Told.Of other = new Told.Of(of.id(), "deployments", "desk-0/99");

    office.tell(first.key(), Told.outcome(Demo.MANDATE_KEY, issuer, of, OutcomeResult.SUCCEEDED));
    office.tell(DeskKey.ofPrincipal("github", "other").bytes(), real);
    office.tell(
        first.key(), Told.outcome(Demo.EXECUTOR_KEY, issuer, other, OutcomeResult.SUCCEEDED));

    assertThat(office.kept()).isEqualTo(kept);
  }

  /** The sender's memory asks about it no more, and it is as new as before. */
  @ParameterizedTest
  @EnumSource(End.class)
  void whatWasNotSealedWaitsNoMoreAndIsStillNew(End end) {
    assertThat(code("1")).isEqualTo(Code.FIRST_ACTION);
    Output told = ended(Office.held(office.written().getLast()), end);

    assertThat(office.hear(told)).isEqualTo("remembered");
    office.restart();

    assertThat(office.hear(told)).as("it waits no more").isEqualTo("over");
    assertThat(code("2")).isEqualTo(Code.FIRST_ACTION);
  }

  private Output ended(Held held, End end) {
    Room room = new Room(bundle);
    room.open(held);
    switch (end) {
      case DENIED -> room.say("dora", held, Word.DENY);
      case OVERDUE -> room.at(held.hold().deadline());
      case REVOKED -> room.revoke(new Target(Target.Kind.ACTION, held.id().text()));
    }
    room.tick();
    return room.told().getFirst();
  }
}
