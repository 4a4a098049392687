package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.BundleLimits;
import io.sallyport.validator.bundle.BundleReader;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.bundle.DeferLimits;
import io.sallyport.validator.gate.Output;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for its place in a quota, at the real desk with its real store. */
@Tag("AARM-R3")
@Tag("AARM-R4")
class DeferTest {
  private static final String WAITS = ", onExceeded: defer, deadline: 1m";

  @TempDir private Path directory;

  @BeforeEach
  void copyTheDemo() {
    Bundles.copy(directory);
  }

  private Office office(String quota) {
    return office(quota, DeferLimits.DEFAULTS);
  }

  private Office office(String quota, DeferLimits defers) {
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        "  quotas: [{id: q, key: action.environment, " + quota + "}]\n  statements:");
    BundleLimits all = Demo.LIMITS;
    return new Office(
        BundleReader.read(
            directory,
            Path.of(""),
            new BundleLimits(
                all.parsing(),
                all.expressions(),
                all.maxBody(),
                all.maxRules(),
                all.maxDecisions(),
                all.holds(),
                all.quotas(),
                defers)));
  }

  private static DeskRuling last(Office office) {
    return office.ruled().getLast().ruling();
  }

  private static void tick(Office office, Duration later) {
    office.now = Demo.NOW.plus(later);
    office.tick();
  }

  @Test
  void waitsForItsPlaceAndNamesTheReceiptThatSaidSo() {
    Office office = office("max: 1, per: 10s" + WAITS);
    assertThat(office.push("a", "main", "1")).isEqualTo(Code.PERMITTED);

    Output second = office.refer("main", "2");
    DeskRuling deferred = office.decide(second).ruling();
    String said = office.of(second).decision();

    assertThat(deferred.verdict().result()).isEqualTo(DecisionResult.DEFERRED);
    assertThat(deferred.code()).isEqualTo(Code.DEFERRED);
    assertThat(deferred.verdict().policy()).containsExactly("q");
    tick(office, Duration.ofMillis(9_999));
    assertThat(office.written()).hasSize(1);
    tick(office, Duration.ofSeconds(10));
    assertThat(last(office).code()).isEqualTo(Code.PERMITTED);
    assertThat(last(office).deferral()).contains(said);
    assertThat(last(office).referral()).isEqualTo(deferred.referral());
    assertThat(office.written()).hasSize(2);
  }

  @Test
  void whatDependsWaitsInOrderAndTheRestGoesOn() {
    Office office = office("max: 1, per: 10s" + WAITS);
    office.push("a", "main", "1");
    assertThat(office.push("a", "main", "2")).isEqualTo(Code.DEFERRED);

    assertThat(office.push("b", "main", "3")).isEqualTo(Code.DEFERRED_BEHIND);
    assertThat(office.push("b", "release", "4")).as("independent").isEqualTo(Code.PERMITTED);
    assertThat(office.push("c", "main", "5")).isEqualTo(Code.DEFERRED_BEHIND);

    List<String> before = ids(office);
    for (int i = 1; i <= 4; i++) {
      tick(office, Duration.ofSeconds(10L * i));
      office.restart();
    }
    assertThat(ids(office).subList(before.size(), before.size() + 3))
        .containsExactly(before.get(1), before.get(2), before.get(4));
    assertThat(office.written()).hasSize(5);
  }

  private static List<String> ids(Office office) {
    return office.ruled().stream().map(ruled -> ruled.action().id().text()).toList();
  }

  /** Also what waited behind another counts its time from when its own turn came. */
  @Test
  void deniesAtTheDeadline() {
    Office office = office("max: 1, per: 1h" + WAITS);
    office.push("a", "main", "1");
    office.push("b", "main", "2");
    office.push("c", "main", "3");

    tick(office, Duration.ofMillis(59_999));
    assertThat(office.ruled()).hasSize(3);
    tick(office, Duration.ofMinutes(1));
    assertThat(office.ruled()).hasSize(4);
    assertThat(last(office).code()).isEqualTo(Code.DEFER_OVERDUE);
    assertThat(last(office).verdict().result()).isEqualTo(DecisionResult.DENIED);
    assertThat(last(office).deferral()).isPresent();
    tick(office, Duration.ofSeconds(119));
    assertThat(office.ruled()).hasSize(4);
    tick(office, Duration.ofMinutes(2));
    assertThat(office.ruled()).hasSize(5);
    assertThat(office.written()).hasSize(1);
    assertThat(waiting(office)).isZero();
  }

  /** What the deadline of a statement allows may be longer than the rule's ttl. */
  @Test
  void waitsNoLongerThanItsMandateWouldBeValid() {
    Office office = office("max: 1, per: 24h, onExceeded: defer, deadline: 1h");
    office.push("a", "main", "1");
    office.push("b", "main", "2");

    tick(office, Duration.ofMinutes(10).minusMillis(1));
    assertThat(office.ruled()).hasSize(2);
    tick(office, Duration.ofMinutes(10));
    assertThat(last(office).code()).isEqualTo(Code.DEFER_OVERDUE);
  }

  @Test
  void takesThePlaceThatIsGivenBack() {
    Office office = office("max: 1, per: 1h" + WAITS);
    Output first = office.refer("main", "1");
    office.decide(first);
    office.push("b", "main", "2");

    assertThat(office.tell(first, OutcomeResult.EXPIRED)).isEqualTo("refunded");
    tick(office, Duration.ofSeconds(1));

    assertThat(last(office).code()).isEqualTo(Code.PERMITTED);
    assertThat(office.push("c", "main", "3")).as("counted").isEqualTo(Code.DEFERRED);
  }

  @Test
  void whoHasItsWholeShareDoesNotWait() {
    Office office = office("max: 2, per: 1h, perPrincipal: 1" + WAITS);
    assertThat(office.push("flood", "main", "1")).isEqualTo(Code.PERMITTED);
    assertThat(office.push("flood", "main", "2")).isEqualTo(Code.QUOTA_SHARE_EXCEEDED);
    assertThat(office.push("other", "main", "3")).isEqualTo(Code.PERMITTED);

    assertThat(office.push("flood", "main", "4")).isEqualTo(Code.QUOTA_SHARE_EXCEEDED);
    assertThat(office.push("third", "main", "5")).isEqualTo(Code.DEFERRED);
  }

  @Test
  void soManyOfOnePrincipalWait() {
    Office office = office("max: 1, per: 10s" + WAITS, new DeferLimits(2, 9));
    office.push("a", "main", "1");

    assertThat(office.push("a", "main", "2")).isEqualTo(Code.DEFERRED);
    assertThat(office.push("a", "main", "3")).isEqualTo(Code.DEFERRED_BEHIND);
    assertThat(office.push("a", "main", "4")).isEqualTo(Code.DEFERS_FULL);
    assertThat(last(office).verdict().result()).isEqualTo(DecisionResult.DENIED);
    assertThat(last(office).deferral()).isEmpty();
    assertThat(office.push("b", "main", "5")).isEqualTo(Code.DEFERRED_BEHIND);

    tick(office, Duration.ofSeconds(10));
    assertThat(office.push("a", "main", "6")).as("one has left").isEqualTo(Code.DEFERRED_BEHIND);
  }

  @Test
  void soManyOfAllWait() {
    Office office = office("max: 1, per: 10s" + WAITS, new DeferLimits(2, 3));
    office.push("a", "main", "1");
    for (String principal : List.of("a", "b", "c")) {
      office.push(principal, "main", "2" + principal);
    }

    assertThat(office.push("d", "main", "3")).isEqualTo(Code.DEFERS_FULL);
    assertThat(waiting(office)).isEqualTo(3);
  }

  private static long waiting(Office office) {
    return office.kept().keySet().stream().filter(key -> key.startsWith("77")).count();
  }

  @Test
  void keepsOverARestartByteForByte() {
    Office office = office("max: 1, per: 10s" + WAITS);
    office.push("a", "main", "1");
    office.push("b", "main", "2");
    office.push("c", "main", "3");
    Map<String, String> kept = office.kept();

    office.restart();

    assertThat(office.kept()).isEqualTo(kept);
    tick(office, Duration.ofSeconds(10));
    assertThat(last(office).code()).isEqualTo(Code.PERMITTED);
  }

  @Test
  void bundleOfNowDecides(@TempDir Path other) {
    Office office = office("max: 1, per: 10s" + WAITS);
    office.push("a", "main", "1");
    office.push("b", "main", "2");
    Bundles.copy(other);
    SessionTest.addSession(other);

    office.reload(Bundles.read(other));
    tick(office, Duration.ofSeconds(1));

    assertThat(last(office).code()).isEqualTo(Code.DESK_VOID);
    assertThat(last(office).deferral()).isPresent();
    assertThat(waiting(office)).isZero();
  }

  @Test
  void decidesABoundedNumberAtOnce() {
    Office office = office("max: 120, per: 10s" + WAITS, new DeferLimits(1_000, 1_000));
    for (int i = 0; i < 240; i++) {
      office.push("a", "main", Integer.toHexString(i));
    }
    assertThat(waiting(office)).isEqualTo(120);

    tick(office, Duration.ofSeconds(10));
    assertThat(waiting(office)).isEqualTo(120 - Round.STEPS);
    tick(office, Duration.ofSeconds(10));
    assertThat(waiting(office)).isZero();
    assertThat(office.ruled().stream().map(ReceiptBody.Ruled::action).distinct()).hasSize(240);
  }
}
