package io.sallyport.validator.release;

import io.sallyport.contract.command.ReleaseCommand;
import io.sallyport.service.config.ConfigNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a validator is told of releases.
 *
 * @param operators who may release; without any, nothing is released
 * @param maxTtl how long a command may live
 * @param maxAge how old a receipt may be that is released
 */
public record ReleaseConfig(List<Operator> operators, Duration maxTtl, Duration maxAge) {
  /** The oldest receipt that any file may let be released; as long, releases are remembered. */
  static final Duration MOST_AGE = Duration.ofDays(90);

  private static final int MAX_OPERATORS = 64;

  /** Copies the list. */
  public ReleaseConfig {
    operators = List.copyOf(operators);
  }

  /**
   * Somebody who may say something. One id may stand there twice, while a key is replaced.
   *
   * @param id as the commands' {@code iss}
   * @param keyFile the public key, a JWK
   */
  public record Operator(String id, Path keyFile) {
    /** Those whom a field of the process's own file names. */
    public static List<Operator> list(ConfigNode spec, String field) {
      List<Operator> operators = new ArrayList<>();
      for (ConfigNode node : spec.children(field)) {
        String id = node.text("id");
        if (!ReleaseCommand.isOperator(id)) {
          node.problem("id", "1 to 40 of a-z, 0-9 and '-'");
        }
        operators.add(new Operator(id, node.path("keyFile")));
      }
      if (operators.size() > MAX_OPERATORS) {
        spec.problem(field, "at most " + MAX_OPERATORS);
      }
      return operators;
    }
  }

  /** Reads {@code operators} and {@code release} of the process's own file. */
  public static ReleaseConfig read(ConfigNode spec) {
    ConfigNode release = spec.childOrEmpty("release");
    return new ReleaseConfig(
        Operator.list(spec, "operators"),
        release.duration(
            "maxTtl", Duration.ofMinutes(15), Duration.ofSeconds(10), Duration.ofDays(1)),
        release.duration("maxAge", Duration.ofDays(7), Duration.ofMinutes(1), MOST_AGE));
  }
}
