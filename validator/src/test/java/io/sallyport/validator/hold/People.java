package io.sallyport.validator.hold;

import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.StatementCodec;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.approval.VerdictCodec;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.BundleLimits;
import io.sallyport.validator.bundle.BundleReader;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.bundle.HoldLimits;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Persons with keys, a bundle that asks two of three of them, and what they say. */
public final class People {
  public static final List<String> NAMES = List.of("anna", "ben", "cara", "octo", "dora");

  private static final Map<String, SigningKey> KEYS =
      new TreeMap<>(
          NAMES.stream().collect(Collectors.toMap(name -> name, _ -> SigningKey.generate())));

  private People() {}

  public static SigningKey key(String person) {
    return Optional.ofNullable(KEYS.get(person)).orElseThrow();
  }

  /** The demo's bundle, whose deployments two of anna, ben, cara and octo approve. */
  public static Path gated(Path directory) {
    Bundles.copy(directory);
    Bundles.replace(
        directory,
        "actions/Deploy.avsc",
        "\"idempotent\"",
        "\"approval\": {\"group\": \"managers\", \"threshold\": 2}, \"idempotent\"");
    approvers(directory);
    return directory;
  }

  /** Who they are; a statement that holds may ask dora too. */
  public static void approvers(Path directory) {
    String persons =
        NAMES.stream()
            .map(name ->
                "    - {id: %s, identities: ['github:%s'], keys: [{kty: OKP, crv: Ed25519, x: %s}]}"
                    .formatted(name, name, x(key(name))))
            .collect(Collectors.joining("\n"));
    Bundles.write(
        directory,
        "approvers.yaml",
        """
        apiVersion: sallyport/v1
        kind: Approvers
        metadata: {name: approvers}
        spec:
          persons:
        %s
          groups: {managers: [anna, ben, cara, octo], duty: [dora]}
        """
            .formatted(persons));
  }

  private static String x(SigningKey key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.jwk().x().toArray());
  }

  public static Bundle read(Path directory) {
    return Bundles.read(directory);
  }

  /** The same where so many actions wait, of one sender and of all. */
  public static Bundle read(Path directory, int perPrincipal, int total) {
    HoldLimits holds = HoldLimits.DEFAULTS;
    BundleLimits all = BundleLimits.DEFAULTS;
    return BundleReader.read(
        directory,
        Path.of(""),
        new BundleLimits(
            all.parsing(),
            all.expressions(),
            all.maxBody(),
            all.maxRules(),
            all.maxDecisions(),
            new HoldLimits(
                holds.deadline(),
                holds.skew(),
                holds.early(),
                holds.perPerson(),
                perPrincipal,
                total,
                holds.revocations()),
            all.quotas(),
            all.defers()));
  }

  /** What a person says of a held action, for as long as it may count. */
  public static String verdict(String person, Held held, Word word, Instant now) {
    return verdict(person, held, word, now, held.hold().deadline());
  }

  /** The same, until another instant. */
  public static String verdict(String person, Held held, Word word, Instant now, Instant until) {
    Statement statement = held.statement(Demo.ENVIRONMENT, "deployments").orElseThrow();
    return verdict(person, statement, word, now, until);
  }

  /** Of a statement. */
  public static String verdict(
      String person, Statement statement, Word word, Instant now, Instant until) {
    return VerdictCodec.sign(key(person), said(person, statement, word, now, until));
  }

  /** An approval as it was signed before verdicts named their actions. */
  static String unnamed(String person, Held held, Instant now) {
    return approval(person, held, now, Demo.ENVIRONMENT, Optional.empty());
  }

  /** An approval of an action of that id in another installation. */
  static String elsewhere(String person, Held held, Instant now) {
    return approval(person, held, now, new Environment("staging-abc"), Optional.of(held.id()));
  }

  private static String approval(
      String person, Held held, Instant now, Environment environment, Optional<ActionId> action) {
    Statement statement = held.statement(Demo.ENVIRONMENT, "deployments").orElseThrow();
    Verdict said = said(person, statement, Word.APPROVE, now, held.hold().deadline());
    return VerdictCodec.sign(
        key(person),
        new Verdict(
            said.person(),
            environment.cell("deployments"),
            action,
            said.statement(),
            said.word(),
            said.reason(),
            said.issuedAt(),
            said.expiresAt()));
  }

  private static Verdict said(
      String person, Statement statement, Word word, Instant now, Instant until) {
    Optional<String> reason = word == Word.DENY ? Optional.of("not today") : Optional.empty();
    return new Verdict(
        person,
        statement.audience(),
        Optional.of(statement.action().id()),
        StatementCodec.digest(statement),
        word,
        reason,
        now.truncatedTo(ChronoUnit.SECONDS),
        until);
  }
}
