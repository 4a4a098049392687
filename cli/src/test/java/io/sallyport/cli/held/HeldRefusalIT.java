package io.sallyport.cli.held;

import static io.sallyport.cli.held.HoldsOnStage.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is written that nobody would count, or that its person has not seen. */
class HeldRefusalIT {
  private static final Topics TOPICS = new Topics("held-no");
  private static final ActionType TYPE = Persons.type(200);

  @TempDir private static Path directory;
  private static Office office;

  private final Screen screen = new Screen();

  @BeforeAll
  static void opens() throws Exception {
    office = Office.open(directory, TOPICS);
  }

  @AfterAll
  static void closes() {
    office.close();
  }

  @Test
  void signsNothingForAnotherDigest() {
    Held held = office.stage().hold(wish(TYPE));
    String id = held.id().text();
    String wrong = (Office.hex(held).startsWith("0") ? "1" : "0") + Office.hex(held).substring(1);

    assertThat(office.persons().run(screen, "second", "approve", id, "--digest", wrong))
        .isEqualTo(1);
    assertThat(screen.err()).contains("this is not what you looked at");
    assertThat(office.persons().type(screen, wrong.substring(0, 8), "second", "approve", id))
        .isEqualTo(1);
    assertThat(
            office
                .persons()
                .run(screen, "second", "approve", id, "--digest", Office.hex(held).substring(0, 7)))
        .isEqualTo(2);
    assertThat(office.persons().type(screen, "\n", "second", "approve", id)).isEqualTo(2);
    assertThat(office.persons().run(screen, "second", "approve", id)).isEqualTo(2);

    assertThat(screen.err()).contains("nothing was typed, so nothing was signed");
    assertThat(office.stage().verdicts(held)).isEmpty();
  }

  @Test
  void refusesWhoWasNotAsked() {
    Held held = office.stage().hold(wish(TYPE));

    assertThat(office.approve(screen, "third", held)).isEqualTo(1);
    assertThat(office.deny(screen, "third", held)).isEqualTo(1);

    assertThat(screen.err()).contains("would not count: approver-not-in-group");
    assertThat(office.stage().verdicts(held)).isEmpty();
  }

  @Test
  void refusesTheRequester() {
    Held held = office.stage().hold(wish(TYPE).requestedBy("GitHub:Two"));

    assertThat(office.approve(screen, "second", held)).isEqualTo(1);
    assertThat(office.deny(screen, "second", held)).isEqualTo(1);

    assertThat(screen.err()).contains("would not count: approver-is-requester");
    assertThat(office.stage().verdicts(held)).isEmpty();
  }

  @Test
  void refusesWhoIsNobody() {
    Held held = office.stage().hold(wish(TYPE));

    assertThat(office.approve(screen, "stranger", held)).isEqualTo(2);

    assertThat(screen.err()).contains("stranger is no person of the Approvers document");
    assertThat(office.stage().verdicts(held)).isEmpty();
  }

  @Test
  void refusesAnothersKey() {
    Held held = office.stage().hold(wish(TYPE));
    office.persons().profile("posing", "second", "third.pem", "");

    assertThat(office.approve(screen, "posing", held)).isEqualTo(2);

    assertThat(screen.err()).contains("would refuse this: approval-invalid", "of second");
    assertThat(office.stage().verdicts(held)).isEmpty();
  }

  @Test
  void refusesWhatIsOver() {
    Held held =
        office
            .stage()
            .hold(wish(TYPE).until(Instant.ofEpochSecond(Instant.now().getEpochSecond())));

    assertThat(office.approve(screen, "second", held)).isEqualTo(1);

    assertThat(screen.err()).contains("has passed");
    assertThat(office.stage().verdicts(held)).isEmpty();
  }

  @Test
  void knowsOnlyWhatIsOpen() {
    Held held = office.stage().hold(wish(TYPE));
    office.stage().end(held, DecisionResult.EXPIRED, Code.HOLD_OVERDUE);

    assertThat(office.approve(screen, "second", held)).isEqualTo(1);
    assertThat(office.deny(screen, "second", held)).isEqualTo(1);
    assertThat(office.persons().run(screen, "second", "show", "no id")).isEqualTo(2);

    assertThat(screen.err())
        .contains("no action " + held.id().text() + " waits for persons")
        .contains("sallyport revoke action:" + held.id().text() + " --reason TEXT'");
    assertThat(office.stage().verdicts(held)).isEmpty();
  }

  /** What cannot be shown cannot be approved, whoever says it is harmless; it can be denied. */
  @Test
  void refusesForeignSchemas() {
    Held held = office.stage().hold(wish(Persons.type(201)));

    assertThat(office.persons().run(screen, "second", "show", held.id().text())).isEqualTo(1);
    assertThat(office.approve(screen, "second", held)).isEqualTo(1);

    assertThat(screen.err()).contains("FOREIGN", "its schema is sha256:", "yours is sha256:");
    assertThat(screen.out()).doesNotContain("a new basket");
    assertThat(office.stage().verdicts(held)).isEmpty();
    assertThat(office.deny(screen, "second", held, "--no-wait")).isZero();
    assertThat(office.stage().verdicts(held)).hasSize(1);
  }

  @Test
  void countsAPersonOnce() {
    Held held = office.stage().hold(wish(TYPE));
    office.approve(screen, "second", held);

    assertThat(office.approve(screen, "second", held)).isEqualTo(1);

    assertThat(screen.err()).contains("you have approved it already: 1 of 2 managers");
    assertThat(office.stage().verdicts(held)).hasSize(1);
  }
}
