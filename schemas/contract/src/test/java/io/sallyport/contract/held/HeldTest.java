package io.sallyport.contract.held;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Mandate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("CSF-PR.DS")
class HeldTest {
  private static final Environment ENVIRONMENT = new Environment("prod-k4x");
  private static final Instant EXPIRES = Holdings.OPENED.plusSeconds(600);

  @Test
  void saysWhatPersonsAreAskedToSign() {
    Held held = Holdings.golden();

    Statement statement = held.statement(ENVIRONMENT, "deployments").orElseThrow();

    assertThat(statement.action().id()).isEqualTo(held.id());
    assertThat(statement.action().body()).isEqualTo(Digest.of(new byte[] {2}));
    assertThat(statement.requester().identities()).containsExactly("github:octo", "source:github");
    assertThat(statement.basis().policy()).containsExactly("known-repository", "night");
    assertThat(statement.hold()).isEqualTo(held.hold());
  }

  /** Who approves and who performs build the same statement: what is sealed does not change it. */
  @Test
  void isTheStatementOfTheMandateThatItBecomes() {
    Held held = Holdings.golden();
    Instant later = Holdings.OPENED.plusSeconds(300);
    Mandate sealed =
        held.approved(new Mandate.Validity(later, later, later.plus(held.ttl())), List.of("a.b.c"));

    Optional<Statement> performed =
        Statement.of(ENVIRONMENT, "deployments", sealed, Digest.of(held.body()));

    assertThat(performed).isPresent().isEqualTo(held.statement(ENVIRONMENT, "deployments"));
  }

  @ParameterizedTest
  @CsvSource({"prod-x9z,deployments", "prod-k4x,payments"})
  void saysNothingElsewhere(String environment, String cell) {
    assertThat(Holdings.golden().statement(new Environment(environment), cell)).isEmpty();
  }

  @Test
  void livesAsLongAsItsDraft() {
    Held held = Holdings.golden();

    assertThat(held.opened()).isEqualTo(Holdings.OPENED);
    assertThat(held.ttl()).isEqualTo(Duration.ofMinutes(10));
    assertThat(held.receipt()).isEqualTo("gate-0/17");
  }

  @Test
  void refusesBytesThatTheDraftIsNotAbout() {
    Bytes other = Bytes.of(new byte[10]);

    refuses(() -> new Held(Holdings.draft(), "source:github", other), "digest");
  }

  @ParameterizedTest
  @CsvSource({"5,false", "6,true", "49151,true", "49152,true", "49153,false"})
  void valueHasALimit(int size, boolean accepted) {
    Bytes value = Bytes.of(new byte[size]);
    Mandate draft = Holdings.draft(value, EXPIRES, Optional.of(Holdings.hold(Holdings.DEADLINE)));

    if (accepted) {
      assertThat(new Held(draft, "source:github", value).value()).isEqualTo(value);
    } else {
      refuses(() -> new Held(draft, "source:github", value), "value");
    }
  }

  @ParameterizedTest
  @CsvSource({"0,deadline", "1,", "604799,", "604800,", "604801,hold.deadline"})
  void waitHasALimit(int seconds, @Nullable String refused) {
    Instant deadline = Holdings.OPENED.plusSeconds(seconds);

    if (refused == null) {
      assertThat(waiting(deadline).hold().deadline()).isEqualTo(deadline);
    } else {
      refuses(() -> waiting(deadline), refused);
    }
  }

  private static Held waiting(Instant deadline) {
    Mandate draft = Holdings.draft(Holdings.VALUE, EXPIRES, Optional.of(Holdings.hold(deadline)));
    return new Held(draft, "p", Holdings.VALUE);
  }

  @Test
  void refusesWhatWaitsForNobody() {
    Mandate draft = Holdings.draft(Holdings.VALUE, EXPIRES, Optional.empty());

    refuses(() -> new Held(draft, "source:github", Holdings.VALUE), "hold");
  }

  @Test
  void refusesWhatIsOverBeforeItBegins() {
    Mandate draft =
        Holdings.draft(
            Holdings.VALUE, Holdings.OPENED, Optional.of(Holdings.hold(Holdings.DEADLINE)));

    refuses(() -> new Held(draft, "source:github", Holdings.VALUE), "iat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALLOWED", "MODIFIED"})
  void refusesWhatWasDecidedOtherwise(String result) {
    Mandate held = Holdings.draft();
    Mandate draft =
        new Mandate(
            held.parties(),
            held.id(),
            held.validity(),
            held.grant(),
            Holdings.decided(result),
            held.evidence(),
            List.of(),
            held.hold());

    refuses(() -> new Held(draft, "source:github", Holdings.VALUE), "result");
  }

  @Test
  void refusesWhatIsApprovedAlready() {
    Held held = Holdings.golden();
    Mandate approved = held.approved(held.draft().validity(), List.of("a.b.c"));

    refuses(() -> new Held(approved, "source:github", Holdings.VALUE), "approvals");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "ø"})
  void refusesAPrincipalThatDoesNotShow(String principal) {
    refuses(() -> new Held(Holdings.draft(), principal, Holdings.VALUE), "principal");
  }

  private static void refuses(Runnable maker, String what) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(maker::run)
        .withMessageStartingWith(what);
  }
}
