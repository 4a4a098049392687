package io.sallyport.contract.mandate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.revocation.Target;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DelegationTest {
  private static final List<String> CHAIN = List.of("agent:anna", "agent:worker");
  private static final Instant EXPIRES = Mandates.golden().validity().expiresAt();
  private static final String DEPLOY = "com.example.actions.Deploy";

  private static Mandate mandate(Delegation delegation, Optional<Hold> hold) {
    Mandate.Evidence evidence = Mandates.golden().evidence();
    return mandate(evidence.of("agent:worker", Optional.of(delegation)), hold);
  }

  private static Mandate mandate(Mandate.Evidence evidence, Optional<Hold> hold) {
    Mandate golden = Mandates.golden();
    return new Mandate(
        golden.parties(),
        golden.id(),
        golden.validity(),
        golden.grant(),
        golden.decision(),
        evidence,
        List.of(),
        hold);
  }

  private static Delegation delegation(Instant until, Effect effect, String action) {
    return new Delegation(CHAIN, until, effect, List.of(action));
  }

  @Test
  void isReadAsItWasWritten() {
    Mandate mandate = mandate(delegation(EXPIRES, Effect.WRITE, DEPLOY), Optional.empty());

    assertThat(MandateCodec.parse(Bytes.of(MandateCodec.write(mandate)))).contains(mandate);
  }

  /** So that an executor believes no validator that forgot to look. */
  @Test
  void noMandateIsMoreThanWasDelegated() {
    for (Delegation less :
        List.of(
            delegation(EXPIRES.minusSeconds(1), Effect.WRITE, DEPLOY),
            delegation(EXPIRES, Effect.READ, DEPLOY),
            delegation(EXPIRES, Effect.WRITE, "com.example.actions.Restart"))) {
      assertThatThrownBy(() -> mandate(less, Optional.empty()))
          .hasMessage("more than was delegated");
    }
    Mandate good = mandate(delegation(EXPIRES, Effect.WRITE, DEPLOY), Optional.empty());
    String text = new String(MandateCodec.write(good), StandardCharsets.UTF_8);
    String until = "\"until\":" + EXPIRES.getEpochSecond();
    assertThat(text).contains(until);
    String earlier = text.replace(until, "\"until\":" + (EXPIRES.getEpochSecond() - 1));
    assertThat(MandateCodec.parse(Bytes.utf8(earlier))).isEmpty();
  }

  /** Persons could approve it then, and no mandate could be made of that. */
  @Test
  void nobodyIsAskedLongerThanItLasts() {
    Delegation delegation = delegation(EXPIRES, Effect.WRITE, DEPLOY);
    List<Hold.Quorum> quorums = List.of(new Hold.Quorum("managers", 1));

    assertThatThrownBy(
            () -> mandate(delegation, Optional.of(new Hold(quorums, EXPIRES.plusSeconds(1)))))
        .hasMessage("more than was delegated");
  }

  @Test
  void everybodyInItIsShownToPersonsAndCanBeRevoked() {
    Hold hold = new Hold(List.of(new Hold.Quorum("managers", 1)), EXPIRES);
    Mandate mandate = mandate(delegation(EXPIRES, Effect.WRITE, DEPLOY), Optional.of(hold));

    Statement statement =
        Statement.of(new Environment("prod-k4x"), "deployments", mandate, Digest.of(new byte[1]))
            .orElseThrow();

    assertThat(statement.requester().identities())
        .containsExactly("github:octo", "agent:anna", "agent:worker", "source:github");
    assertThat(Target.of(mandate, "deployments"))
        .contains(
            new Target(Target.Kind.PRINCIPAL, "agent:anna"),
            new Target(Target.Kind.PRINCIPAL, "agent:worker"));
  }

  @Test
  void whoSignedIsReadAsWrittenAndNamedOnce() {
    Mandate.Evidence source = Mandates.golden().evidence();
    Delegation delegation = delegation(EXPIRES, Effect.WRITE, DEPLOY);

    assertThat(source.of("source:github", Optional.empty())).isEqualTo(source);
    assertThat(source.of("agent:anna", Optional.empty()).proposers()).containsExactly("agent:anna");
    assertThat(source.of("agent:worker", Optional.of(delegation)).proposers()).isEqualTo(CHAIN);
    Mandate signed = mandate(source.of("agent:anna", Optional.empty()), Optional.empty());
    assertThat(MandateCodec.parse(Bytes.of(MandateCodec.write(signed)))).contains(signed);
  }

  @Test
  void refusesWhatIsNoChain() {
    for (List<String> chain :
        List.of(
            List.of("agent:a"),
            List.of("agent:a", "agent:a"),
            List.of("agent:a", "agent b"),
            List.of("a", "b", "c", "d", "e", "f"))) {
      assertThatThrownBy(() -> new Delegation(chain, EXPIRES, Effect.READ, List.of("a")))
          .hasMessageStartingWith("chain");
    }
    List<String> five = List.of("a", "b", "c", "d", "e");
    assertThat(new Delegation(five, EXPIRES, Effect.READ, List.of("a")).chain()).hasSize(5);
    assertThatThrownBy(() -> new Delegation(CHAIN, EXPIRES, Effect.READ, List.of()))
        .hasMessageStartingWith("actions");
  }
}
