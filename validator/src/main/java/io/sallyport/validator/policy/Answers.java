package io.sallyport.validator.policy;

import io.sallyport.validator.expression.Evaluated.Truth;
import java.util.List;
import java.util.Map;

/**
 * Every statement, asked once about one action.
 *
 * @param all in the order of the statements
 */
record Answers(List<Answer> all) {
  /** Copies the answers. */
  Answers {
    all = List.copyOf(all);
  }

  /** One statement, and whether it holds. */
  record Answer(Statement statement, Truth truth) {}

  static Answers of(List<Statement> statements, Map<String, ?> variables) {
    return new Answers(
        statements.stream()
            .map(one -> new Answer(one, one.when().evaluate(variables).truth()))
            .toList());
  }

  /** The statements of that kind that hold. */
  <T extends Statement> List<T> holding(Class<T> kind) {
    return that(Truth.TRUE, kind);
  }

  /** The ids of the statements of that kind with that answer. */
  List<String> ids(Truth truth, Class<? extends Statement> kind) {
    return that(truth, kind).stream().map(Statement::id).toList();
  }

  private <T extends Statement> List<T> that(Truth truth, Class<T> kind) {
    return all.stream()
        .filter(answer -> answer.truth() == truth)
        .map(Answer::statement)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }
}
