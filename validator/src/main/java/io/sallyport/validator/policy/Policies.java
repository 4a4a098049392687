package io.sallyport.validator.policy;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.validator.expression.Evaluated.Truth;
import io.sallyport.validator.expression.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/**
 * All statements about one action type. Every statement is evaluated, so that their order says
 * nothing: an error denies, then any deny, then any permit allows, with the changes of any modify,
 * else the default denies. Immutable.
 */
public final class Policies {
  private final ActionType type;
  private final boolean isForbidden;
  private final List<Statement> statements;

  Policies(ActionType type, boolean isForbidden, List<Statement> statements) {
    this.type = type;
    this.isForbidden = isForbidden;
    this.statements = List.copyOf(statements);
  }

  /** The ruling about {@code record}, an action of this type whose constraints were checked. */
  public Ruling decide(GenericRecord record, Circumstances circumstances) {
    if (isForbidden) {
      return new Ruling.Deny(Code.ACTION_FORBIDDEN, List.of());
    }
    if (circumstances.assurance().compareTo(type.minAssurance()) < 0) {
      return new Ruling.Deny(Code.ASSURANCE_TOO_LOW, List.of());
    }
    Map<String, Object> variables = variables(record, circumstances);
    Answers answers = answers(variables);
    List<Statement.Modify> modifying = answers.holding(Statement.Modify.class);
    Ruling proposed = ruling(answers);
    boolean isPermitted = proposed instanceof Ruling.Permit;
    return isPermitted && !modifying.isEmpty()
        ? modified(Changes.of(type, record, modifying, variables), modifying, circumstances)
        : proposed;
  }

  /** Every statement about {@code record}, for people who ask why. */
  public List<Judged> judge(GenericRecord record, Circumstances circumstances) {
    return answers(variables(record, circumstances)).all().stream()
        .map(one -> new Judged(one.statement().id(), one.statement().effect(), one.truth()))
        .toList();
  }

  /** What was changed must be permitted, and not denied, as it is now. */
  private Ruling modified(
      Changes changes, List<Statement.Modify> modifying, Circumstances circumstances) {
    return switch (changes) {
      case Changes.Impossible(Code code, List<String> blamed) -> new Ruling.Deny(code, blamed);
      case Changes.Made made ->
          switch (ruling(answers(variables(made.record(), circumstances)))) {
            case Ruling.Deny denied -> denied;
            case Ruling.Modify never -> throw new IllegalStateException("decided once");
            case Ruling.Permit permit when made.list().isEmpty() -> permit;
            case Ruling.Permit(List<String> permitting) -> {
              List<String> all = new ArrayList<>(permitting);
              modifying.forEach(statement -> all.add(statement.id()));
              yield new Ruling.Modify(all, made.record(), made.list());
            }
          };
    };
  }

  private Ruling ruling(Answers answers) {
    List<String> errors = answers.ids(Truth.ERROR, Statement.class);
    if (!errors.isEmpty()) {
      return new Ruling.Deny(Code.POLICY_ERROR, errors);
    }
    List<String> denying = answers.ids(Truth.TRUE, Statement.Deny.class);
    return denying.isEmpty()
        ? permission(answers.holding(Statement.Permit.class))
        : new Ruling.Deny(Code.DENIED_BY_STATEMENT, denying);
  }

  private Ruling permission(List<Statement.Permit> permitting) {
    if (permitting.isEmpty()) {
      return new Ruling.Deny(Code.DENIED_BY_DEFAULT, List.of());
    }
    List<String> ids = new ArrayList<>();
    for (Statement.Permit permit : permitting) {
      if (type.effect() != Effect.PERSIST || permit.grantsPersist()) {
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
    return Map.of(
        Scope.ACTION, ActionView.of(type.shape(), record),
        Scope.SOURCE, Scope.source(circumstances.source(), circumstances.assurance()),
        Scope.PRINCIPAL, circumstances.principal(),
        Scope.NOW, circumstances.now());
  }
}
