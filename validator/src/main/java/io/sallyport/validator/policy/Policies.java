package io.sallyport.validator.policy;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Hold.Quorum;
import io.sallyport.validator.expression.Evaluated.Truth;
import io.sallyport.validator.expression.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * All statements about one action type. Every statement is evaluated, so that their order says
 * nothing: an error denies, then any deny, then any defer has it wait, then any permit allows, once
 * the persons have approved it whom the type or any stepUp asks, with the changes of any modify,
 * else the default denies. Immutable.
 */
public final class Policies {
  private final ActionType type;
  private final boolean isForbidden;
  private final List<Statement> statements;
  private final List<Quota> quotas;
  private final Optional<String> undo;

  Policies(
      ActionType type,
      boolean isForbidden,
      List<Statement> statements,
      List<Quota> quotas,
      Optional<String> undo) {
    this.type = type;
    this.isForbidden = isForbidden;
    this.statements = List.copyOf(statements);
    this.quotas = List.copyOf(quotas);
    this.undo = undo;
  }

  /** The action type that undoes what this one does, for people: nothing decides by it. */
  public Optional<String> undo() {
    return undo;
  }

  /** How many may be allowed; where there are some, the desk decides. */
  public List<Quota> quotas() {
    return quotas;
  }

  /** Whether they count by who signed, and not by the ordering field. */
  public boolean countsSenders() {
    return quotas.stream().anyMatch(Quota::isOfSender);
  }

  /** Whether any statement asks what came before in the session: then each rule must have one. */
  public boolean readSession() {
    return statements.stream().anyMatch(Statement::readsSession);
  }

  /** Whether any statement changes by what actions are performed in order. */
  public boolean changesOrder() {
    return statements.stream()
        .filter(Statement.Modify.class::isInstance)
        .flatMap(each -> ((Statement.Modify) each).set().stream())
        .anyMatch(field -> field.name().equals(type.orderBy()));
  }

  /** The ruling about {@code record}, an action of this type whose constraints were checked. */
  public Ruling decide(GenericRecord record, Circumstances circumstances) {
    return never(circumstances.assurance())
        .<Ruling>map(denial -> denial)
        .orElseGet(() -> asked(record, circumstances));
  }

  /** What is denied whatever it says and whatever comes. */
  public Optional<Ruling.Deny> never(Assurance assurance) {
    if (isForbidden) {
      return Optional.of(new Ruling.Deny(Code.ACTION_FORBIDDEN, List.of()));
    }
    return assurance.compareTo(type.minAssurance()) < 0
        ? Optional.of(new Ruling.Deny(Code.ASSURANCE_TOO_LOW, List.of()))
        : Optional.empty();
  }

  private Ruling asked(GenericRecord record, Circumstances circumstances) {
    Map<String, Object> variables = variables(record, circumstances);
    Answers answers = answers(variables);
    List<Statement.Modify> modifying = answers.holding(Statement.Modify.class);
    Asked asked = asked(answers);
    return switch (ruling(answers, asked)) {
      case Ruling.Permit permit when modifying.isEmpty() -> stepUp(permit, asked);
      case Ruling.Permit permit -> {
        Changes changes = Changes.of(type, record, modifying, variables);
        yield modified(changes, modifying, circumstances, asked);
      }
      case Ruling other -> other;
    };
  }

  /**
   * What forbids {@code record} whatever permits it: asked again when persons have approved it.
   * What reads a session is not: nobody remembers it there, and the desk has asked.
   */
  public Optional<Ruling.Deny> forbids(GenericRecord record, Circumstances circumstances) {
    if (isForbidden) {
      return Optional.of(new Ruling.Deny(Code.ACTION_FORBIDDEN, List.of()));
    }
    List<Statement> asked =
        statements.stream().filter(statement -> !statement.readsSession()).toList();
    return denial(Answers.of(asked, variables(record, circumstances)));
  }

  /** All persons whom any action of this type may need. */
  public Asked everyone() {
    Asked everyone = floor();
    for (Statement statement : statements) {
      if (statement instanceof Statement.StepUp stepUp) {
        everyone = everyone.and(stepUp.asked());
      }
    }
    for (Quota quota : quotas) {
      everyone = everyone.and(quota.exceeded().asked());
    }
    return everyone;
  }

  private static Ruling stepUp(Ruling.Allow allowed, Asked asked) {
    return asked.isEmpty() ? allowed : new Ruling.StepUp(allowed, asked);
  }

  private Asked floor() {
    return type.approval()
        .map(floor -> new Quorum(floor.group(), floor.threshold()))
        .map(quorum -> new Asked(List.of(quorum), List.of(), Optional.empty()))
        .orElse(Asked.NOBODY);
  }

  private Asked asked(Answers answers) {
    Asked asked = floor();
    for (Statement.StepUp stepUp : answers.holding(Statement.StepUp.class)) {
      asked = asked.and(stepUp.asked());
    }
    return asked;
  }

  /** Every statement about {@code record}, for people who ask why. */
  public List<Judged> judge(GenericRecord record, Circumstances circumstances) {
    return answers(variables(record, circumstances)).all().stream()
        .map(one -> new Judged(one.statement().id(), one.statement().effect(), one.truth()))
        .toList();
  }

  /** What was changed must be permitted, and not denied, as it is now. */
  private Ruling modified(
      Changes changes,
      List<Statement.Modify> modifying,
      Circumstances circumstances,
      Asked before) {
    return switch (changes) {
      case Changes.Impossible(Code code, List<String> blamed) -> new Ruling.Deny(code, blamed);
      case Changes.Made made -> {
        Answers answers = answers(variables(made.record(), circumstances));
        Asked asked = before.and(asked(answers));
        yield switch (ruling(answers, asked)) {
          case Ruling.Permit permit when made.list().isEmpty() -> stepUp(permit, asked);
          case Ruling.Permit(List<String> permitting) -> {
            List<String> all = new ArrayList<>(permitting);
            modifying.forEach(statement -> all.add(statement.id()));
            yield stepUp(new Ruling.Modify(all, made.record(), made.list()), asked);
          }
          case Ruling other -> other;
        };
      }
    };
  }

  /** A denial, a delay, or the permission; whom else it needs comes later. */
  private Ruling ruling(Answers answers, Asked asked) {
    return denial(answers)
        .<Ruling>map(denial -> denial)
        .or(() -> delay(answers))
        .orElseGet(() -> permission(answers.holding(Statement.Permit.class), asked));
  }

  private static Optional<Ruling> delay(Answers answers) {
    return answers.holding(Statement.Defer.class).stream()
        .map(Statement.Defer::deadline)
        .min(Duration::compareTo)
        .map(most -> new Ruling.Defer(answers.ids(Truth.TRUE, Statement.Defer.class), most));
  }

  private static Optional<Ruling.Deny> denial(Answers answers) {
    List<String> errors = answers.ids(Truth.ERROR, Statement.class);
    if (!errors.isEmpty()) {
      return Optional.of(new Ruling.Deny(Code.POLICY_ERROR, errors));
    }
    List<String> denying = answers.ids(Truth.TRUE, Statement.Deny.class);
    return denying.isEmpty()
        ? Optional.empty()
        : Optional.of(new Ruling.Deny(Code.DENIED_BY_STATEMENT, denying));
  }

  /** What persists needs an express grant, or persons who are asked. */
  private Ruling permission(List<Statement.Permit> permitting, Asked asked) {
    if (permitting.isEmpty()) {
      return new Ruling.Deny(Code.DENIED_BY_DEFAULT, List.of());
    }
    List<String> ids = new ArrayList<>();
    for (Statement.Permit permit : permitting) {
      boolean isGranted = type.effect() != Effect.PERSIST || permit.grantsPersist();
      if (isGranted || !asked.isEmpty()) {
        ids.add(permit.id());
      }
    }
    return ids.isEmpty()
        ? new Ruling.Deny(Code.PERSIST_NOT_GRANTED, List.of())
        : new Ruling.Permit(ids);
  }

  private Answers answers(Map<String, Object> variables) {
    return Answers.of(statements, variables);
  }

  private Map<String, Object> variables(GenericRecord record, Circumstances circumstances) {
    Map<String, Object> variables = new HashMap<>();
    variables.put(Scope.ACTION, ActionView.of(type.shape(), record));
    variables.put(Scope.SOURCE, Scope.source(circumstances.source(), circumstances.assurance()));
    variables.put(Scope.PRINCIPAL, circumstances.principal());
    variables.put(Scope.NOW, circumstances.now());
    variables.put(Scope.CHAIN, circumstances.chain());
    circumstances.session().ifPresent(session -> variables.put(Scope.SESSION, session.values()));
    return variables;
  }
}
