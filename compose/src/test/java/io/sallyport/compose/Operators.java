package io.sallyport.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Replaces the key of one of the operators of a running stack. */
final class Operators {
  private static final String CONFIG = "config.yaml";
  private static final String TRUST = "bundle/trust-validator.yaml";
  private static final String PROFILE = "profile.yaml";
  private static final String OLD = "operator.jwk";
  private static final String NEXT = "operator-2.jwk";
  private static final String TAKEN = "sallyport_executor_revocations_total{result=\"taken\"}";
  private static final String REFUSED =
      "sallyport_executor_revocations_total{result=\"key-not-valid\"}";

  private final Figures figures;
  private final Path data;
  private final Path operator;
  private final Path validator;
  private final Path executor;

  Operators(Stack stack) {
    this.figures = new Figures(stack);
    this.data = stack.data();
    this.operator = data.resolve("operator");
    this.validator = data.resolve("validator");
    this.executor = data.resolve("executor-deployments");
  }

  /** Executors, validator, the other operators and the approvers learn of the next key. */
  void announce() throws IOException {
    Keys.generate(operator.resolve("keys/operator-2"));
    for (String reader : List.of("validator", "executor-deployments", "approver-1", "approver-2")) {
      Keys.publish(operator.resolve("keys").resolve(NEXT), data.resolve(reader + "/keys/" + NEXT));
    }
    Keys.rotate(validator, CONFIG, OLD, NEXT);
    Keys.rotate(executor, TRUST, OLD, NEXT);
    Keys.rotate(operator, PROFILE, OLD, NEXT);
    Keys.rotate(operator, "second.yaml", OLD, NEXT);
    Keys.rotate(data.resolve("approver-1"), PROFILE, OLD, NEXT);
    Keys.rotate(data.resolve("approver-2"), PROFILE, OLD, NEXT);
    Files.copy(operator.resolve(PROFILE), operator.resolve("old.yaml"));
  }

  /** Revokes what nobody sends, with the next key. */
  void use() {
    Keys.rotate(operator, PROFILE, "operator.pem", "operator-2.pem");
    revoke("source:nobody", PROFILE);
    figures.await("executor", TAKEN, taken -> taken == 1);
  }

  /** From the next start on the old one ends nothing that waits. */
  void retireAtValidator() {
    Keys.retire(validator, CONFIG, OLD);
  }

  /** In a second nothing counts any more that the old one signs. */
  void retireAtExecutors() {
    Keys.retire(executor, TRUST, OLD, "1s");
  }

  /** It would stop everything that is still sent. */
  void assertOldIsRefused() {
    revoke("everything", "old.yaml");
    figures.await("executor", REFUSED, refused -> refused == 1);
  }

  private void revoke(String target, String profile) {
    String file = operator.resolve(profile).toString();
    Cli.run("revoke", target, "--reason", "a rotation", "--profile", file);
  }
}
