package io.sallyport.validator.session;

import static io.sallyport.validator.session.Notebook.NOW;
import static io.sallyport.validator.session.Notebook.OWNER;
import static io.sallyport.validator.session.Notebook.claim;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The limits of a session, each at its edge. */
class StandingTest {
  private final Notebook notebook = new Notebook();

  @Test
  void isOverWhenItsTimeIs() {
    SessionClaim claim = claim("s", NOW);
    assertThat(notebook.act(claim)).isEmpty();

    notebook.now = NOW.plus(Duration.ofMinutes(30)).minusMillis(1);
    assertThat(notebook.act(claim)).isEmpty();
    notebook.now = NOW.plus(Duration.ofMinutes(30));
    assertThat(notebook.act(claim)).contains(Code.SESSION_EXPIRED);
  }

  @Test
  void timeCountsFromWhenItBeganAndNotFromItsFirstAction() {
    assertThat(notebook.act(claim("s", NOW.minus(Duration.ofMinutes(30)))))
        .contains(Code.SESSION_EXPIRED);
    assertThat(notebook.act(claim("s", NOW.minus(Duration.ofMinutes(30)).plusMillis(1)))).isEmpty();
    assertThat(notebook.kept()).isNotEmpty();
  }

  @Test
  void longerLifetimeOfALaterBundleLetsNothingBeginAgain() {
    SessionClaim claim = claim("s", NOW);
    notebook.act(claim);
    notebook.terms = new SessionTerms(SessionTerms.MAX_LIFETIME, 3, 2);

    notebook.now = NOW.plus(Duration.ofMinutes(30));
    assertThat(notebook.act(claim)).contains(Code.SESSION_EXPIRED);
    notebook.now = NOW.plus(SessionTerms.MAX_LIFETIME).minusMillis(1);
    notebook.tick();
    assertThat(notebook.act(claim)).contains(Code.SESSION_EXPIRED);
  }

  @Test
  void shorterLifetimeOfALaterBundleHolds() {
    SessionClaim claim = claim("s", NOW);
    notebook.act(claim);
    notebook.terms = new SessionTerms(Duration.ofMinutes(5), 3, 2);

    notebook.now = NOW.plus(Duration.ofMinutes(5));

    assertThat(notebook.act(claim)).contains(Code.SESSION_EXPIRED);
  }

  @Test
  void takesSoManyActionsAndNotOneMore() {
    SessionClaim claim = claim("s", NOW);
    assertThat(notebook.act(claim)).isEmpty();
    assertThat(act(claim, DecisionResult.DENIED)).as("a denied one counts too").isEmpty();
    assertThat(notebook.act(claim)).isEmpty();

    assertThat(notebook.act(claim)).contains(Code.SESSION_FULL);
    assertThat(notebook.known(claim).decided()).hasSize(3);
  }

  private Optional<Code> act(SessionClaim claim, DecisionResult result) {
    return notebook.act(OWNER, claim, notebook.action(Optional.of(Classification.PUBLIC)), result);
  }

  @Test
  void principalHasSoManyAndNotOneMore() {
    assertThat(notebook.act(claim("a", NOW))).isEmpty();
    assertThat(notebook.act(claim("b", NOW))).isEmpty();

    assertThat(notebook.act(claim("c", NOW))).contains(Code.SESSIONS_FULL);
    assertThat(notebook.act(claim("a", NOW))).as("what is open goes on").isEmpty();
    DeskKey other = DeskKey.ofPrincipal("agents", "agent:other");
    assertThat(notebook.standing(other, claim("c", NOW)).refused()).isEmpty();
  }

  @Test
  void placeIsFreeWhenItsTimeIsOverHoweverLateItWasTaken() {
    Instant began = NOW.minus(Duration.ofMinutes(29));
    notebook.act(claim("a", began));
    notebook.act(claim("b", began));

    notebook.now = NOW.plus(Duration.ofMinutes(30)).minusMillis(1);
    assertThat(notebook.act(claim("c", NOW))).contains(Code.SESSIONS_FULL);
    notebook.now = NOW.plus(Duration.ofMinutes(30));
    assertThat(notebook.act(claim("c", NOW.plusMillis(1)))).isEmpty();
  }

  @Test
  void refusesAnotherBeginning() {
    notebook.act(claim("s", NOW));

    assertThat(notebook.act(claim("s", NOW.plusMillis(1)))).contains(Code.SESSION_CHANGED);
    assertThat(notebook.act(claim("s", NOW.minusMillis(1)))).contains(Code.SESSION_CHANGED);
  }

  @Test
  void beginsAMinuteAheadAtMost() {
    assertThat(notebook.act(claim("a", NOW.plus(Standing.SKEW)))).isEmpty();
    assertThat(notebook.act(claim("b", NOW.plus(Standing.SKEW).plusMillis(1))))
        .contains(Code.SESSION_AHEAD);
  }
}
