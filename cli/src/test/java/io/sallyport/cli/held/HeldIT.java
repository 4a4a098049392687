package io.sallyport.cli.held;

import static io.sallyport.cli.held.HoldsOnStage.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.approval.StatementCodec;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Persons see, approve and deny what waits. */
@Tag("ASI01")
@Tag("ASI09")
class HeldIT {
  private static final Topics TOPICS = new Topics("held-cli");
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
  void twoPersonsApprove() {
    Held held = office.stage().hold(wish(TYPE));
    String id = held.id().text();

    assertThat(
            office
                .persons()
                .type(screen, Office.hex(held).substring(0, 8) + "\n", "first", "approve", id))
        .as(screen.err())
        .isZero();
    assertThat(screen.out()).contains("/note", "\"a new basket\"", "1 of 2 managers");
    assertThat(listed()).contains(id, "1 of 2 managers", "github:octo");

    CompletableFuture<Void> validator = ends(held, 2, DecisionResult.ALLOWED, Code.APPROVED);
    Screen second = new Screen();
    assertThat(office.persons().run(second, "second", "approve", id, "--digest", Office.hex(held)))
        .isZero();
    validator.join();

    assertThat(second.out())
        .contains(id + ": ALLOWED (approved), says receipt holds-0/")
        .contains("first says approve", "second says approve");
    assertThat(listed()).doesNotContain(id);
    Verdict verdict = HoldsOnStage.claims(office.stage().verdicts(held).getFirst());
    assertThat(verdict.audience()).isEqualTo("demo-x/deployments");
    assertThat(verdict.isOn(held.id())).isTrue();
    assertThat(verdict.expiresAt()).isEqualTo(held.hold().deadline());
  }

  @Test
  void showsStrangersTextHarmlesslyAndAsClaimed() {
    Held held =
        office
            .stage()
            .hold(
                wish(TYPE)
                    .noting("\u001b[2Jfine\u202e\nstatement  sha256:00\" \u0440ay")
                    .requestedBy("x:y"));

    assertThat(office.persons().run(screen, "second", "show", held.id().text())).isZero();

    assertThat(screen.out())
        .doesNotContain("\u001b", "\u202e", "\nstatement  sha256:00")
        .containsIgnoringCase("\\u001B[2Jfine\\u202e\\nstatement  sha256:00\\\" \u0440ay\"")
        .contains("has characters beyond ASCII")
        .containsSubsequence("claimed by who sent it", "requester", "x:y", "source:github")
        .containsSubsequence("its sender chose the values", "/note")
        .contains(StatementCodec.digest(Office.statement(held)).text());
  }

  @Test
  void tellsProgramsTheSame() {
    Held held = office.stage().hold(wish(TYPE).noting("\u202e"));

    assertThat(office.persons().run(screen, "second", "show", held.id().text(), "--output", "json"))
        .isZero();

    assertThat(screen.out())
        .contains("\"claimed\":{\"requester\":\"github:octo\"")
        .contains("\"/repository\":\"\\\"acme/shop\\\"\"")
        .contains("\"asked\":[{\"group\":\"managers\",\"threshold\":2,\"approved\":0}]");
  }

  @Test
  void takesAnotherBundleOfOnesOwn() {
    Held held = office.stage().hold(wish(Persons.type(202)));
    String other = office.persons().bundle("other", 202).toString();

    assertThat(office.persons().run(screen, "second", "show", held.id().text(), "--bundle", other))
        .isZero();

    assertThat(screen.out()).contains("\"a new basket\"");
  }

  @Test
  void denialEndsAndRevokesWhereItMay() {
    Held held = office.stage().hold(wish(TYPE));
    CompletableFuture<Void> validator = ends(held, 1, DecisionResult.DENIED, Code.APPROVAL_DENIED);

    assertThat(office.deny(screen, "first", held)).as(screen.err()).isZero();
    validator.join();

    assertThat(screen.out()).contains("DENIED (approval-denied)", "first says deny");
    assertThat(screen.err()).contains("revoked as well: action:" + held.id().text());
    office.stage().write(held, HeldCodec.write(held));
    assertThat(office.approve(screen, "second", held)).isEqualTo(1);
    assertThat(screen.err()).contains("it is revoked");
  }

  @Test
  void denialSaysWhatItDoesNotDo() {
    Held held = office.stage().hold(wish(TYPE));

    assertThat(office.deny(screen, "second", held, "--no-wait")).isZero();

    assertThat(screen.err()).contains("only the hold ends");
    assertThat(screen.out()).contains("signed and written: 0 of 2 managers");
    assertThat(HoldsOnStage.claims(office.stage().verdicts(held).getFirst()).reason())
        .contains("no");
  }

  @Test
  void saysNoWhereTheValidatorIsSilent() {
    Held held = office.stage().hold(wish(TYPE));
    office.approve(screen, "first", held);

    assertThat(office.approve(screen, "second", held, "--wait", "1s")).isEqualTo(1);

    assertThat(screen.err()).contains("the validator has not ended the hold");
  }

  @Test
  void saysNoWhereItEndedInAnotherWay() {
    Held held = office.stage().hold(wish(TYPE));
    office.approve(screen, "first", held);
    CompletableFuture<Void> validator = ends(held, 2, DecisionResult.DENIED, Code.HOLD_VOID);

    assertThat(office.approve(screen, "second", held)).isEqualTo(1);
    validator.join();

    assertThat(screen.out()).contains("DENIED (hold-void)");
  }

  private static CompletableFuture<Void> ends(
      Held held, int verdicts, DecisionResult result, Code code) {
    return CompletableFuture.runAsync(() -> office.stage().endAfter(held, verdicts, result, code));
  }

  private static String listed() {
    Screen list = new Screen();
    assertThat(office.persons().run(list, "third", "list")).as(list.err()).isZero();
    return list.out();
  }
}
