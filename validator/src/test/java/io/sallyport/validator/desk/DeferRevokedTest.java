package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.revocation.Target;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.Output;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can never be performed lets nobody wait behind it. */
class DeferRevokedTest {
  @TempDir private Path directory;
  private Office office;

  @BeforeEach
  void fillTheQuota() {
    Bundles.copy(directory);
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        "  quotas: [{id: q, key: action.environment, max: 1, per: 1h, onExceeded: defer,"
            + " deadline: 1h}]\n  statements:");
    office = new Office(Bundles.read(directory));
    office.push("a", "main", "1");
  }

  private DeskRuling last() {
    return office.ruled().getLast().ruling();
  }

  private void tick(Duration later) {
    office.now = Demo.NOW.plus(later);
    office.tick();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "everything",
        "source:github",
        "principal:github:octo",
        "principal:source:github",
        "rule:deploy-on-push",
        "action-type:com.example.actions.Deploy",
        "cell:deployments"
      })
  void deniesAtItsTurnWhatIsRevoked(String target) {
    assertThat(office.push("b", "main", "2")).isEqualTo(Code.DEFERRED);
    office.tick();
    assertThat(last().code()).isEqualTo(Code.DEFERRED);

    office.revoke(Target.parse(target).orElseThrow());
    office.tick();

    assertThat(last().code()).isEqualTo(Code.REVOKED);
    assertThat(last().verdict().result()).isEqualTo(DecisionResult.DENIED);
    assertThat(last().deferral()).isPresent();
    assertThat(office.written()).hasSize(1);
  }

  @Test
  void freesThoseBehindIt() {
    Output first = office.refer("b", "main", "2");
    office.decide(first);
    office.push("c", "main", "3");

    office.revoke(new Target(Target.Kind.ACTION, Office.id(first).text()));
    office.tick();
    assertThat(last().code()).isEqualTo(Code.REVOKED);
    assertThat(office.ruled().getLast().action().id()).isEqualTo(Office.id(first));
    assertThat(office.waiting().isAsked()).as("the next one's turn has come").isTrue();
  }

  @Test
  void doesNotEnterWhatIsRevoked() {
    office.revoke(Target.parse("source:gitlab").orElseThrow());
    assertThat(office.push("b", "main", "2")).isEqualTo(Code.DEFERRED);

    office.revoke(Target.parse("source:github").orElseThrow());
    assertThat(office.push("c", "main", "3")).as("behind").isEqualTo(Code.REVOKED);
    assertThat(last().deferral()).isEmpty();
  }

  /** Nothing that may come while it waits would permit it. */
  @Test
  void deniesAtOnceWhatIsForbidden() {
    office.push("b", "main", "2");
    Bundles.replace(directory, "policy-deploy.yaml", "  quotas:", "  forbidden: true\n  quotas:");
    office.reload(Bundles.read(directory));

    assertThat(office.push("c", "main", "3")).isEqualTo(Code.ACTION_FORBIDDEN);
  }

  @Test
  void deniesAtOnceWhatIsAssuredTooLittle() {
    office.push("b", "main", "2");
    Output third = office.refer("c", "main", "3");

    assertThat(office.decide(office.asserted(third)).ruling().code())
        .isEqualTo(Code.ASSURANCE_TOO_LOW);
  }

  /** A broker's clock that runs ahead does not lengthen it. */
  @Test
  void waitsNoLongerWhereTheBrokersClockRunsAhead() {
    office.now = Demo.NOW.plus(Duration.ofMinutes(5));
    Output ahead = office.refer("b", "main", "2");
    office.now = Demo.NOW;
    assertThat(office.decide(ahead).ruling().code()).isEqualTo(Code.DEFERRED);

    tick(Duration.ofMinutes(10).minusMillis(1));
    assertThat(last().code()).isEqualTo(Code.DEFERRED);
    tick(Duration.ofMinutes(10));
    assertThat(last().code()).isEqualTo(Code.DEFER_OVERDUE);
  }

  /** A bundle with a longer ttl does not lengthen what waits already. */
  @Test
  void waitsNoLongerThanWasSaidWhenItCame() {
    Output first = office.refer("b", "main", "2");
    office.decide(first);
    office.push("c", "main", "3");
    Bundles.replace(directory, "rule-deploy-on-push.yaml", "ttl: 10m", "ttl: 15m");
    office.reload(Bundles.read(directory));
    office.revoke(new Target(Target.Kind.ACTION, Office.id(first).text()));
    tick(Duration.ofMinutes(1));
    assertThat(office.waiting().isAsked()).isTrue();

    tick(Duration.ofMinutes(10));

    assertThat(last().code()).isEqualTo(Code.DEFER_OVERDUE);
  }

  /** Numbers of places are not used again: what an older store remembers of them is of nothing. */
  @Test
  void neverUsesANumberAgain() {
    Output first = office.refer("b", "main", "2");
    office.decide(first);
    long number = office.waiting().place().number();
    office.revoke(new Target(Target.Kind.ACTION, Office.id(first).text()));
    office.tick();

    office.push("c", "main", "3");

    assertThat(office.waiting().place().number()).isGreaterThan(number);
  }
}
