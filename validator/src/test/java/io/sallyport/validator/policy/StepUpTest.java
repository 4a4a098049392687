package io.sallyport.validator.policy;

import static io.sallyport.validator.bundle.Bundles.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.VerdictCodec;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Hold.Quorum;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.Ending;
import io.sallyport.validator.gate.Endings;
import io.sallyport.validator.hold.People;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements that ask persons. */
@Tag("AARM-R4")
class StepUpTest {
  private static final String POLICY = "policy-deploy.yaml";
  private static final String STATEMENTS = "  statements:";
  private static final String DUTY =
      "id: night, effect: stepUp, when: \"%s\", group: duty, threshold: 1";

  @TempDir private Path bundle;

  @BeforeEach
  void copyTheDemo() {
    Bundles.copy(bundle);
    People.approvers(bundle);
  }

  @Test
  void asksWhereItHolds() {
    add(DUTY.formatted("action.environment == 'staging'") + ", deadline: 30m");

    Held held = Endings.held(bundle).orElseThrow();

    assertThat(codes()).containsExactly(Code.APPROVAL_NEEDED);
    assertThat(held.hold().quorums()).containsExactly(new Quorum("duty", 1));
    assertThat(held.hold().deadline()).isEqualTo(Demo.NOW.plus(Duration.ofMinutes(30)));
    assertThat(held.draft().decision().policy()).containsExactly("known-repository", "night");
  }

  @Test
  void asksNobodyWhereItDoesNotHold() {
    add(DUTY.formatted("action.environment == 'production'"));

    assertThat(codes()).containsExactly(Code.PERMITTED);
  }

  @Test
  void permitsNothing() {
    add(DUTY.formatted("true"));
    Bundles.replace(bundle, POLICY, "'acme/shop'", "'acme/till'");

    assertThat(codes()).containsExactly(Code.DENIED_BY_DEFAULT);
  }

  @Test
  void isBelowADenial() {
    add(DUTY.formatted("true"));
    add("id: no, effect: deny, when: \"true\"");

    assertThat(codes()).containsExactly(Code.DENIED_BY_STATEMENT);
  }

  @Test
  void addsToWhatTheTypeAsks() {
    gate(2);
    add(DUTY.formatted("true"));
    add("id: more, effect: stepUp, when: \"true\", group: managers, threshold: 3, deadline: 10m");

    Held held = Endings.held(bundle).orElseThrow();

    assertThat(held.hold().quorums())
        .containsExactly(new Quorum("duty", 1), new Quorum("managers", 3));
    assertThat(held.hold().deadline()).isEqualTo(Demo.NOW.plus(Duration.ofMinutes(10)));
  }

  @Test
  void takesNothingFromWhatTheTypeAsks() {
    gate(2);
    add("id: less, effect: stepUp, when: \"true\", group: managers, threshold: 1");

    assertThat(Endings.held(bundle).orElseThrow().hold().quorums())
        .containsExactly(new Quorum("managers", 2));
  }

  @Test
  void asksAboutWhatWasProposedAndAboutWhatItBecame() {
    add("id: loud, effect: modify, when: \"action.note != ''\", set: {note: \"''\"}");
    add("id: before, effect: stepUp, when: \"action.note != ''\", group: duty, threshold: 1");
    add("id: after, effect: stepUp, when: \"action.note == ''\", group: managers, threshold: 1");

    Held held = Endings.held(bundle).orElseThrow();

    assertThat(held.hold().quorums())
        .containsExactly(new Quorum("duty", 1), new Quorum("managers", 1));
    assertThat(held.draft().decision().modified()).hasSize(1);
  }

  @Test
  void standsInForAGrantToPersist() {
    Bundles.replace(
        bundle, "actions/Deploy.avsc", "\"effect\": \"write\"", "\"effect\": \"persist\"");
    assertThat(codes()).containsExactly(Code.PERSIST_NOT_GRANTED);

    add(DUTY.formatted("true"));

    assertThat(codes()).containsExactly(Code.APPROVAL_NEEDED);
  }

  @Test
  void waitsNoTimeForWhatIsOver() {
    gate(1);

    assertThat(Endings.of(Demo.gate(Bundles.read(bundle)), late()))
        .extracting(Ending::code)
        .containsExactly(Code.EXPIRED_BEFORE_SEAL);
  }

  private static io.sallyport.validator.admit.Delivery late() {
    return Demo.delivery(
        Demo.goodPush().getBytes(java.nio.charset.StandardCharsets.UTF_8),
        Demo.NOW.minus(Duration.ofMinutes(10)));
  }

  @ParameterizedTest
  @CsvSource({"4,true", "5,false"})
  void asksNoMoreThanThereAre(int threshold, boolean loads) {
    gate(threshold);

    assertThat(problems(bundle).isEmpty()).isEqualTo(loads);
  }

  @ParameterizedTest
  @CsvSource({"3,true", "4,true", "5,false"})
  void asksNoMoreGroupsThanAMandateNames(int groups, boolean loads) {
    groups(groups, 1);

    assertThat(problems(bundle).isEmpty()).isEqualTo(loads);
  }

  @ParameterizedTest
  @CsvSource({"1,true", "2,true", "3,false"})
  void asksNoMorePersonsThanAMandateHasRoomFor(int threshold, boolean loads) {
    groups(4, threshold);

    assertThat(problems(bundle).isEmpty()).isEqualTo(loads);
  }

  @Test
  void needsToKnowWhoAsks() {
    gate(1);
    Bundles.replace(
        bundle,
        "rule-deploy-on-push.yaml",
        "  requester: \"'github:' + event.sender.login\"\n",
        "");

    assertThat(problems(bundle)).contains("requester: persons approve this action type");
  }

  @Test
  void holdsNothingThatNobodyReads() {
    gate(1);
    Demo.takeLong(bundle);

    assertThat(Endings.of(Demo.gate(Bundles.read(bundle)), Demo.delivery(Demo.longPush(50_000))))
        .extracting(Ending::code)
        .containsExactly(Code.ACTION_TOO_LARGE);
    assertThat(Endings.of(Demo.gate(Bundles.read(bundle)), Demo.delivery(Demo.longPush(40_000))))
        .extracting(Ending::code)
        .containsExactly(Code.APPROVAL_NEEDED);
  }

  /** Eight persons with the longest verdicts, and ever more statements that permit it. */
  @Test
  void holdsNothingThatAMandateHasNoRoomFor() {
    groups(4, 2);
    Optional<Held> last = Optional.empty();
    Optional<Held> next = Endings.held(bundle);
    for (int i = 0; next.isPresent() && i < 90; i++) {
      add("id: %s%02d, effect: permit, when: \"true\"".formatted("p".repeat(30), i));
      last = next;
      next = Endings.held(bundle);
    }

    assertThat(codes()).containsExactly(Code.ACTION_TOO_LARGE);
    assertThat(sealed(last.orElseThrow()).length()).isLessThanOrEqualTo(Mandate.MAX_SIZE);
  }

  private static String sealed(Held held) {
    List<String> longest = Collections.nCopies(8, "x".repeat(VerdictCodec.MAX_SIZE));
    Mandate mandate = held.approved(held.draft().validity(), longest);
    return Jws.sign(SigningKey.generate(), Typ.MANDATE, MandateCodec.write(mandate));
  }

  private void gate(int threshold) {
    Bundles.replace(
        bundle,
        "actions/Deploy.avsc",
        "\"idempotent\"",
        "\"approval\": {\"group\": \"managers\", \"threshold\": %d}, \"idempotent\""
            .formatted(threshold));
  }

  private void groups(int count, int threshold) {
    StringBuilder groups = new StringBuilder("groups: {");
    for (int i = 0; i < count; i++) {
      groups.append("g%d: [anna, ben, cara], ".formatted(i));
      add(
          "id: s%d, effect: stepUp, when: \"true\", group: g%d, threshold: %d"
              .formatted(i, i, threshold));
    }
    Bundles.replace(bundle, "approvers.yaml", "groups: {", groups.toString());
  }

  private void add(String statement) {
    Bundles.replace(bundle, POLICY, STATEMENTS, STATEMENTS + "\n    - {" + statement + "}");
  }

  private List<Code> codes() {
    return Endings.of(Demo.gate(Bundles.read(bundle)), Demo.delivery(Demo.goodPush())).stream()
        .map(Ending::code)
        .toList();
  }
}
