package io.sallyport.contract.approval;

import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Statement.Basis;
import io.sallyport.contract.approval.Statement.Proposal;
import io.sallyport.contract.approval.Statement.Requester;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Hold.Quorum;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A statement that waits for two of three release managers, and everybody's keys. */
final class Poll {
  static final Instant NOW = Instant.ofEpochSecond(1_795_089_300);
  static final Instant DEADLINE = NOW.plusSeconds(1500);
  static final Duration SKEW = Duration.ofSeconds(5);

  static final SigningKey ANNA = SigningKey.generate();
  static final SigningKey ANNA_TOO = SigningKey.generate();
  static final SigningKey BEN = SigningKey.generate();
  static final SigningKey CARA = SigningKey.generate();
  static final SigningKey DORA = SigningKey.generate();
  static final Approvers APPROVERS =
      new Approvers(
          List.of(
              new Person("anna", List.of("github:anna"), List.of(ANNA.jwk(), ANNA_TOO.jwk())),
              new Person("ben", List.of("github:ben", "idp:b-1"), List.of(BEN.jwk())),
              new Person("cara", List.of("github:cara"), List.of(CARA.jwk())),
              new Person("dora", List.of("github:dora"), List.of(DORA.jwk()))),
          Map.of("release-managers", Set.of("anna", "ben", "cara"), "duty", Set.of("dora", "ben")));

  private Poll() {}

  static Statement statement() {
    return statement(new Requester("github:octo", List.of("source:github")), managers(2));
  }

  static Statement statement(Requester requester, Hold hold) {
    return new Statement(
        new Environment("prod-k4x"),
        "deployments",
        new Proposal(
            new ActionId("A".repeat(43)),
            "com.example.actions.Deploy",
            Effect.WRITE,
            Digest.of(new byte[] {1}),
            Digest.of(new byte[] {2})),
        requester,
        new Basis(Digest.of(new byte[] {3}), List.of("known-repository", "night")),
        hold);
  }

  static Hold managers(int threshold) {
    return new Hold(List.of(new Quorum("release-managers", threshold)), DEADLINE);
  }

  static Verdict approval(Statement statement, String person) {
    return new Verdict(
        person,
        statement.audience(),
        Optional.of(statement.action().id()),
        StatementCodec.digest(statement),
        Word.APPROVE,
        Optional.empty(),
        NOW.minusSeconds(60),
        DEADLINE);
  }

  static Verdict denial(Statement statement, String person) {
    Verdict approval = approval(statement, person);
    return new Verdict(
        person,
        approval.audience(),
        approval.action(),
        approval.statement(),
        Word.DENY,
        Optional.of("not on a Friday"),
        approval.issuedAt(),
        approval.expiresAt());
  }

  static String signed(SigningKey key, String person) {
    return VerdictCodec.sign(key, approval(statement(), person));
  }

  static String signed(SigningKey key, String person, UnaryOperator<Verdict> change) {
    return VerdictCodec.sign(key, change.apply(approval(statement(), person)));
  }

  static Verdict within(Verdict verdict, Instant from, Instant until) {
    return new Verdict(
        verdict.person(),
        verdict.audience(),
        verdict.action(),
        verdict.statement(),
        verdict.word(),
        verdict.reason(),
        from,
        until);
  }

  static Verdict naming(Verdict verdict, Optional<ActionId> action) {
    return new Verdict(
        verdict.person(),
        verdict.audience(),
        action,
        verdict.statement(),
        verdict.word(),
        verdict.reason(),
        verdict.issuedAt(),
        verdict.expiresAt());
  }

  static Verdict on(Verdict verdict, String audience, Digest statement) {
    return new Verdict(
        verdict.person(),
        audience,
        verdict.action(),
        statement,
        verdict.word(),
        verdict.reason(),
        verdict.issuedAt(),
        verdict.expiresAt());
  }
}
