package io.sallyport.validator.session;

import static io.sallyport.validator.session.Notebook.NOW;
import static io.sallyport.validator.session.Notebook.OWNER;
import static io.sallyport.validator.session.Notebook.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("AARM-R2")
@Tag("AARM-R3")
@Tag("ASI06")
class SessionStoreTest {
  private static final SessionClaim CLAIM = claim("s", NOW);

  private final Notebook notebook = new Notebook();

  @Test
  void readsWhatWasWritten() {
    notebook.act(CLAIM);
    notebook.end(CLAIM, Result.SUCCEEDED);
    notebook.act(OWNER, CLAIM, notebook.action(Optional.empty()), DecisionResult.HELD);

    Session session = notebook.known(CLAIM);

    assertThat(session.opened().claim()).isEqualTo(CLAIM);
    assertThat(session.decided())
        .extracting(Entry.Decided::result)
        .containsExactly(DecisionResult.ALLOWED, DecisionResult.HELD);
    assertThat(session.told()).extracting(Entry.Told::result).containsExactly(Result.SUCCEEDED);
    assertThat(notebook.store().with(session.decided().getFirst().id())).containsExactly(session);
  }

  @Test
  void eachHeadCoversAllBefore() {
    notebook.act(CLAIM);
    Session one = notebook.known(CLAIM);
    notebook.act(CLAIM);
    Session two = notebook.known(CLAIM);

    assertThat(two.entries().subList(0, 1)).isEqualTo(one.entries());
    assertThat(two.head()).isNotEqualTo(one.head());
    Entry last = two.entries().getLast();
    Session other = Session.of(two.opened(), List.of(last, last));
    assertThat(other.head()).isNotEqualTo(two.head());
    assertThat(two.head().entries()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(chars = {'s', 'n', 'h'})
  void readsNothingThatWasChanged(char letter) {
    notebook.act(CLAIM);
    notebook.act(CLAIM);
    notebook.damage(letter);

    assertThatIllegalStateException()
        .isThrownBy(() -> notebook.known(CLAIM))
        .withMessageContaining("damaged");
  }

  @Test
  void forgetsAllOfWhatNoRuleCouldLetBeginAgain() {
    notebook.act(CLAIM);
    notebook.end(CLAIM, Result.FAILED);
    notebook.act(CLAIM);

    notebook.now = NOW.plus(SessionTerms.MAX_LIFETIME).plusMillis(59_999);
    assertThat(notebook.tick()).isZero();
    notebook.now = NOW.plus(SessionTerms.MAX_LIFETIME).plusMillis(60_000);
    assertThat(notebook.tick()).isEqualTo(1);
    assertThat(notebook.kept()).isEmpty();
  }

  @Test
  void forgetsABoundedNumberAtOnce() {
    notebook.terms = new SessionTerms(Duration.ofHours(24), 400, 10);
    for (int session = 0; session < 4; session++) {
      for (int action = 0; action < 400; action++) {
        notebook.act(claim("s" + session, NOW));
      }
    }
    notebook.now = NOW.plus(Duration.ofHours(25));

    assertThat(notebook.tick()).as("1,000 entries, and the rest of the third").isEqualTo(3);
    assertThat(notebook.tick()).isEqualTo(1);
    assertThat(notebook.kept()).isEmpty();
  }

  @Test
  void unknownClassificationIsTheHighest() {
    notebook.act(CLAIM);
    assertThat(view()).containsEntry("classification", "internal");

    notebook.act(OWNER, CLAIM, notebook.action(Optional.empty()), DecisionResult.DENIED);
    assertThat(view())
        .as("what is denied touches nothing")
        .containsEntry("classification", "internal");
    notebook.act(OWNER, CLAIM, notebook.action(Optional.empty()), DecisionResult.HELD);

    assertThat(view()).containsEntry("classification", Classification.RESTRICTED.text());
  }

  private java.util.Map<String, Object> view() {
    Session session = notebook.known(CLAIM);
    return SessionView.of(session, "rooms", session.decided().getFirst().target()).values();
  }

  @Test
  void policiesSeeWhatCameBefore() {
    notebook.act(CLAIM);
    notebook.end(CLAIM, Result.IN_DOUBT);
    notebook.act(CLAIM);

    assertThat(view())
        .containsEntry("actions", 2L)
        .containsEntry("denied", 0L)
        .containsEntry("pending", 1L)
        .containsEntry("targets", 1L)
        .containsEntry("sameTarget", 2L)
        .containsEntry("started", NOW)
        .containsEntry("claimed", java.util.Map.of("intent", "tidy up"))
        .containsEntry("types", java.util.Map.of("com.example.actions.Tidy", 2L))
        .containsEntry("effects", java.util.Map.of("read", 0L, "write", 2L, "persist", 0L));
    assertThat(view().get("outcomes")).asString().contains("IN_DOUBT=1", "FAILED=0");
  }
}
