package io.sallyport.executor.verify;

import io.sallyport.action.ActionType;
import io.sallyport.action.record.WireFormat;
import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.approval.ApproversReader;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.StatementCodec;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.approval.VerdictCodec;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Hold.Quorum;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.service.config.ConfigFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The persons who approve the gated sibling of the demo's action type, for tests. */
public final class Panel {
  /** The first key of {@code anna}, a manager. */
  public static final SigningKey ANNA = SigningKey.generate();

  /** Her second key. */
  public static final SigningKey ANNA_TOO = SigningKey.generate();

  /** The key of {@code ben}, a manager. */
  public static final SigningKey BEN = SigningKey.generate();

  /** The key of {@code cara}, a manager. */
  public static final SigningKey CARA = SigningKey.generate();

  /** The key of {@code dora}, who is no manager. */
  public static final SigningKey DORA = SigningKey.generate();

  /** How long a hold and an approval last. */
  public static final int SECONDS = 1200;

  private Panel() {}

  /** The gated type's schema: two managers. */
  public static String schema() {
    return Seal.schema()
        .replace("\"Deploy\"", "\"Release\"")
        .replace(
            "\"minAssurance\"",
            "\"approval\": {\"group\": \"managers\", \"threshold\": 2}, \"minAssurance\"");
  }

  /** The gated type. */
  public static ActionType type() {
    return Seal.type(schema());
  }

  /** The Approvers document. */
  public static String document() {
    return """
    apiVersion: sallyport/v1
    kind: Approvers
    metadata: {name: approvers}
    spec:
      persons:
        - {id: anna, identities: ['github:anna'], keys: [%s, %s]}
        - {id: ben, identities: ['github:ben'], keys: [%s]}
        - {id: cara, identities: ['github:cara'], keys: [%s]}
        - {id: dora, identities: ['github:dora'], keys: [%s]}
      groups: {managers: [anna, ben, cara], duty: [dora]}
    """
        .formatted(jwk(ANNA), jwk(ANNA_TOO), jwk(BEN), jwk(CARA), jwk(DORA));
  }

  private static String jwk(SigningKey key) {
    return key.jwk().canonical().replace("\":\"", "\": \"").replace("\",\"", "\", \"");
  }

  /** Who stands in it. */
  public static Approvers approvers() {
    return ApproversReader.read(
        ConfigFile.parse("approvers.yaml", document(), Path.of("")).getFirst());
  }

  /** A hold for that many of a group. */
  public static Hold hold(String group, int threshold, Instant from) {
    return new Hold(List.of(new Quorum(group, threshold)), from.plusSeconds(SECONDS));
  }

  /** The mandate with another hold and other verdicts. */
  public static Mandate with(Mandate mandate, Optional<Hold> hold, List<String> verdicts) {
    return new Mandate(
        mandate.parties(),
        mandate.id(),
        mandate.validity(),
        mandate.grant(),
        mandate.decision(),
        mandate.evidence(),
        verdicts,
        hold);
  }

  /** What is to be approved before that value is performed with that mandate. */
  public static Statement statement(String environment, Mandate held, byte[] value) {
    Digest body = Digest.of(WireFormat.unframe(value).orElseThrow().avro());
    return Statement.of(new Environment(environment), Seal.CELL, held, body).orElseThrow();
  }

  /** Somebody's approval, with one thing changed. */
  public static String verdict(
      SigningKey key, String person, Statement statement, UnaryOperator<Verdict> change) {
    Instant deadline = statement.hold().deadline();
    Verdict approval =
        new Verdict(
            person,
            statement.audience(),
            Optional.of(statement.action().id()),
            StatementCodec.digest(statement),
            Word.APPROVE,
            Optional.empty(),
            deadline.minusSeconds(SECONDS),
            deadline);
    return VerdictCodec.sign(key, change.apply(approval));
  }

  /** Somebody's approval. */
  public static String approval(SigningKey key, String person, Statement statement) {
    return verdict(key, person, statement, UnaryOperator.identity());
  }

  /** The approvals of two managers. */
  public static List<String> quorum(Statement statement) {
    return quorum(statement, UnaryOperator.identity());
  }

  /** The approvals of two managers, each with one thing changed. */
  public static List<String> quorum(Statement statement, UnaryOperator<Verdict> change) {
    return List.of(
        verdict(ANNA, "anna", statement, change), verdict(BEN, "ben", statement, change));
  }

  /** The verdict, within other times. */
  public static Verdict within(Verdict verdict, Instant from, Instant until) {
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

  /** The verdict, in the name of another action. */
  public static Verdict ofAnother(Verdict verdict) {
    return new Verdict(
        verdict.person(),
        verdict.audience(),
        Optional.of(new ActionId("B".repeat(43))),
        verdict.statement(),
        verdict.word(),
        verdict.reason(),
        verdict.issuedAt(),
        verdict.expiresAt());
  }

  /** A denial instead of the verdict. */
  public static Verdict denied(Verdict verdict) {
    return new Verdict(
        verdict.person(),
        verdict.audience(),
        verdict.action(),
        verdict.statement(),
        Word.DENY,
        Optional.of("not on a Friday"),
        verdict.issuedAt(),
        verdict.expiresAt());
  }
}
