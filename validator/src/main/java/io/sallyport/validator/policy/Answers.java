package io.sallyport.validator.policy;

import io.sallyport.validator.expression.Evaluated.Truth;
import java.util.ArrayList;
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
    List<Answer> answers = new ArrayList<>(statements.size());
    for (Statement one : statements) {
      answers.add(new Answer(one, one.when().evaluate(variables).truth()));
    }
    return new Answers(answers);
  }

  /** The statements of that kind that hold. */
  <T extends Statement> List<T> holding(Class<T> kind) {
    return that(Truth.TRUE, kind);
  }

  /** The ids of the statements of that kind with that answer. */
  List<String> ids(Truth truth, Class<? extends Statement> kind) {
    List<String> ids = new ArrayList<>();
    that(truth, kind).forEach(statement -> ids.add(statement.id()));
    return ids;
  }

  private <T extends Statement> List<T> that(Truth truth, Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (Answer answer : all) {
      if (answer.truth() == truth && kind.isInstance(answer.statement())) {
        found.add(kind.cast(answer.statement()));
      }
    }
    return found;
  }
}
