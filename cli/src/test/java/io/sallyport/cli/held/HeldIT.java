package io.sallyport.cli.held;

import static io.sallyport.cli.held.HoldsOnStage.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.approval.StatementCodec;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Persons approve and deny on a real broker, with the rights that the manifest gives. */
class HeldIT {
  private static final Topics TOPICS = new Topics("held-cli");
  private static final ActionType TYPE = type(200);

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static HoldsOnStage stage;
  private static Persons persons;

  private final Screen screen = new Screen();

  @BeforeAll
  static void provisions() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    Manifest manifest = Manifest.of(ManifestSpec.small(TOPICS, HoldsOnStage.CELL));
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      new ManifestApply(admin, manifest, Duration.ofSeconds(30)).apply();
    }
    ClientProperties.write(
        directory.resolve("client.properties"), broker.clientProperties("approver"));
    ClientProperties.write(
        directory.resolve("operator.properties"), broker.clientProperties("operator"));
    SigningKey receipts = SigningKey.generate();
    KeyFile.writePublic(directory.resolve("validator-receipt.jwk"), receipts.jwk());
    persons = new Persons(directory, TOPICS);
    persons.write();
    stage = new HoldsOnStage(broker, TOPICS, receipts);
  }

  @AfterAll
  static void stops() {
    stage.close();
    broker.close();
  }

  @Test
  void twoPersonsApprove() {
    Held held = stage.hold(wish(TYPE));
    String id = held.id().text();

    assertThat(persons.type(screen, hex(held).substring(0, 8) + "\n", "first", "approve", id))
        .as(screen.err())
        .isZero();
    assertThat(screen.out()).contains("/note", "\"a new basket\"", "1 of 2 managers");
    assertThat(listed()).contains(id, "1 of 2 managers", "github:octo");

    CompletableFuture<Void> validator = ends(held, 2, DecisionResult.ALLOWED, Code.APPROVED);
    Screen second = new Screen();
    assertThat(persons.run(second, "second", "approve", id, "--digest", hex(held))).isZero();
    validator.join();

    assertThat(second.out())
        .contains(id + ": ALLOWED (approved), says receipt holds-0/")
        .contains("first says approve", "second says approve");
    assertThat(listed()).doesNotContain(id);
    Verdict verdict = HoldsOnStage.claims(stage.verdicts(held).getFirst());
    assertThat(verdict.audience()).isEqualTo("demo-x/deployments");
    assertThat(verdict.expiresAt()).isEqualTo(held.hold().deadline());
  }

  @Test
  void showsStrangersTextHarmlesslyAndAsClaimed() {
    Held held =
        stage.hold(
            wish(TYPE)
                .noting("\u001b[2Jfine\u202e\nstatement  sha256:00\" \u0440ay")
                .requestedBy("x:y"));

    assertThat(persons.run(screen, "second", "show", held.id().text())).isZero();

    assertThat(screen.out())
        .doesNotContain("\u001b", "\u202e", "\nstatement  sha256:00")
        .containsIgnoringCase("\\u001B[2Jfine\\u202e\\nstatement  sha256:00\\\" \u0440ay\"")
        .contains("has characters beyond ASCII")
        .containsSubsequence("claimed by who sent it", "requester", "x:y", "source:github")
        .containsSubsequence("its sender chose the values", "/note")
        .contains(StatementCodec.digest(statement(held)).text());
  }

  @Test
  void tellsProgramsTheSame() {
    Held held = stage.hold(wish(TYPE).noting("\u202e"));

    assertThat(persons.run(screen, "second", "show", held.id().text(), "--output", "json"))
        .isZero();

    assertThat(screen.out())
        .contains("\"claimed\":{\"requester\":\"github:octo\"")
        .contains("\"/repository\":\"\\\"acme/shop\\\"\"")
        .contains("\"asked\":[{\"group\":\"managers\",\"threshold\":2,\"approved\":0}]");
  }

  @Test
  void signsNothingForAnotherDigest() {
    Held held = stage.hold(wish(TYPE));
    String id = held.id().text();
    String wrong = (hex(held).startsWith("0") ? "1" : "0") + hex(held).substring(1);

    assertThat(persons.run(screen, "second", "approve", id, "--digest", wrong)).isEqualTo(1);
    assertThat(screen.err()).contains("this is not what you looked at");
    assertThat(persons.type(screen, wrong.substring(0, 8), "second", "approve", id)).isEqualTo(1);
    assertThat(persons.run(screen, "second", "approve", id, "--digest", hex(held).substring(0, 7)))
        .isEqualTo(2);
    assertThat(persons.type(screen, "\n", "second", "approve", id)).isEqualTo(2);
    assertThat(persons.run(screen, "second", "approve", id)).isEqualTo(2);

    assertThat(screen.err()).contains("nothing was typed, so nothing was signed");
    assertThat(stage.verdicts(held)).isEmpty();
  }

  @Test
  void refusesWhoWasNotAsked() {
    Held held = stage.hold(wish(TYPE));

    assertThat(approve("third", held)).isEqualTo(1);
    assertThat(deny("third", held)).isEqualTo(1);

    assertThat(screen.err()).contains("would not count: approver-not-in-group");
    assertThat(stage.verdicts(held)).isEmpty();
  }

  @Test
  void refusesTheRequester() {
    Held held = stage.hold(wish(TYPE).requestedBy("GitHub:Two"));

    assertThat(approve("second", held)).isEqualTo(1);
    assertThat(deny("second", held)).isEqualTo(1);

    assertThat(screen.err()).contains("would not count: approver-is-requester");
    assertThat(stage.verdicts(held)).isEmpty();
  }

  @Test
  void refusesWhoIsNobody() {
    Held held = stage.hold(wish(TYPE));

    assertThat(approve("stranger", held)).isEqualTo(2);

    assertThat(screen.err()).contains("stranger is no person of the Approvers document");
    assertThat(stage.verdicts(held)).isEmpty();
  }

  @Test
  void refusesAnothersKey() {
    Held held = stage.hold(wish(TYPE));
    persons.profile("posing", "second", "third.pem", "");

    assertThat(approve("posing", held)).isEqualTo(2);

    assertThat(screen.err()).contains("would refuse this: approval-invalid", "of second");
    assertThat(stage.verdicts(held)).isEmpty();
  }

  @Test
  void refusesWhatIsOver() {
    Held held = stage.hold(wish(TYPE).until(Instant.ofEpochSecond(Instant.now().getEpochSecond())));

    assertThat(approve("second", held)).isEqualTo(1);

    assertThat(screen.err()).contains("has passed");
    assertThat(stage.verdicts(held)).isEmpty();
  }

  @Test
  void knowsOnlyWhatIsOpen() {
    Held held = stage.hold(wish(TYPE));
    stage.end(held, DecisionResult.EXPIRED, Code.HOLD_OVERDUE);

    assertThat(approve("second", held)).isEqualTo(1);
    assertThat(deny("second", held)).isEqualTo(1);
    assertThat(persons.run(screen, "second", "show", "no id")).isEqualTo(2);

    assertThat(screen.err())
        .contains("no action " + held.id().text() + " waits for persons")
        .contains("sallyport revoke action:" + held.id().text());
    assertThat(stage.verdicts(held)).isEmpty();
  }

  /** What cannot be shown cannot be approved, whoever says it is harmless; it can be denied. */
  @Test
  void refusesForeignSchemas() {
    Held held = stage.hold(wish(type(201)));

    assertThat(persons.run(screen, "second", "show", held.id().text())).isEqualTo(1);
    assertThat(approve("second", held)).isEqualTo(1);

    assertThat(screen.err()).contains("FOREIGN", "its schema is sha256:", "yours is sha256:");
    assertThat(screen.out()).doesNotContain("a new basket");
    assertThat(stage.verdicts(held)).isEmpty();
    assertThat(deny("second", held, "--no-wait")).isZero();
    assertThat(stage.verdicts(held)).hasSize(1);
  }

  @Test
  void takesAnotherBundleOfOnesOwn() {
    Held held = stage.hold(wish(type(202)));
    String other = persons.bundle("other", 202).toString();

    assertThat(persons.run(screen, "second", "show", held.id().text(), "--bundle", other)).isZero();

    assertThat(screen.out()).contains("\"a new basket\"");
  }

  @Test
  void countsAPersonOnce() {
    Held held = stage.hold(wish(TYPE));
    approve("second", held);

    assertThat(approve("second", held)).isEqualTo(1);

    assertThat(screen.err()).contains("you have approved it already: 1 of 2 managers");
    assertThat(stage.verdicts(held)).hasSize(1);
  }

  @Test
  void denialEndsAndRevokesWhereItMay() {
    Held held = stage.hold(wish(TYPE));
    CompletableFuture<Void> validator = ends(held, 1, DecisionResult.DENIED, Code.APPROVAL_DENIED);

    assertThat(deny("first", held)).as(screen.err()).isZero();
    validator.join();

    assertThat(screen.out()).contains("DENIED (approval-denied)", "first says deny");
    assertThat(screen.err()).contains("revoked as well: action:" + held.id().text());
    stage.write(held, HeldCodec.write(held));
    assertThat(approve("second", held)).isEqualTo(1);
    assertThat(screen.err()).contains("it is revoked");
  }

  @Test
  void denialSaysWhatItDoesNotDo() {
    Held held = stage.hold(wish(TYPE));

    assertThat(deny("second", held, "--no-wait")).isZero();

    assertThat(screen.err()).contains("only the hold ends");
    assertThat(HoldsOnStage.claims(stage.verdicts(held).getFirst()).reason()).contains("no");
  }

  @Test
  void saysNoWhereTheValidatorIsSilent() {
    Held held = stage.hold(wish(TYPE));
    approve("first", held);

    assertThat(approve("second", held, "--wait", "1s")).isEqualTo(1);

    assertThat(screen.err()).contains("the validator has not ended the hold");
  }

  @Test
  void saysNoWhereItEndedInAnotherWay() {
    Held held = stage.hold(wish(TYPE));
    approve("first", held);
    CompletableFuture<Void> validator = ends(held, 2, DecisionResult.DENIED, Code.HOLD_VOID);

    assertThat(approve("second", held)).isEqualTo(1);
    validator.join();

    assertThat(screen.out()).contains("DENIED (hold-void)");
  }

  private static CompletableFuture<Void> ends(
      Held held, int verdicts, DecisionResult result, Code code) {
    return CompletableFuture.runAsync(() -> stage.endAfter(held, verdicts, result, code));
  }

  private int approve(String person, Held held, String... more) {
    return persons.run(
        screen, person, arguments("approve", held.id().text(), "--digest", hex(held), more));
  }

  private int deny(String person, Held held, String... more) {
    return persons.run(screen, person, arguments("deny", held.id().text(), "--reason", "no", more));
  }

  private static String[] arguments(
      String verb, String id, String option, String value, String... more) {
    String[] all = new String[more.length + 4];
    System.arraycopy(more, 0, all, 4, more.length);
    all[0] = verb;
    all[1] = id;
    all[2] = option;
    all[3] = value;
    return all;
  }

  private static String listed() {
    Screen list = new Screen();
    assertThat(persons.run(list, "third", "list")).as(list.err()).isZero();
    return list.out();
  }

  private static io.sallyport.contract.approval.Statement statement(Held held) {
    return held.statement(HoldsOnStage.ENVIRONMENT, HoldsOnStage.CELL).orElseThrow();
  }

  private static String hex(Held held) {
    return StatementCodec.digest(statement(held)).text().substring("sha256:".length());
  }

  static ActionType type(int length) {
    return switch (ActionType.parse(Persons.SCHEMA.formatted(length))) {
      case ActionType.Parsed(ActionType type) -> type;
      case ActionType.Refused refused -> throw new AssertionError(refused.problems());
    };
  }
}
