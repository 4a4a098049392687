package io.sallyport.cli.lint;

import io.sallyport.action.ActionType;
import io.sallyport.cli.bundle.LoadedBundle;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.Problem;
import io.sallyport.validator.bundle.Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What there is to say about a bundle.
 *
 * @param problems by place; empty if it is sound
 * @param summary what it holds, if it is sound
 * @param warnings what its schemas say and seldom mean, a line each
 */
record Lint(List<Problem> problems, String summary, List<String> warnings) {
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column);

  Lint {
    problems = problems.stream().sorted(BY_PLACE).toList();
    warnings = List.copyOf(warnings);
  }

  private static Lint refused(List<Problem> problems) {
    return new Lint(problems, "", List.of());
  }

  /** Reads a bundle of either kind. */
  static Lint of(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new CannotRun(directory + " is not a directory.", "Give the directory of a bundle.");
    }
    try {
      BundleFiles files = BundleFiles.read(directory);
      if (files.texts().isEmpty()) {
        throw new CannotRun(
            directory + " holds no .yaml and no .avsc file.",
            "Give the directory of a bundle; 'sallyport init' makes one.");
      }
      return read(directory, files);
    } catch (ConfigException e) {
      return refused(e.problems());
    }
  }

  private static Lint read(Path directory, BundleFiles files) {
    try {
      return ExecutorBundle.isOne(directory, files)
          ? executor(ExecutorBundle.read(directory, files))
          : validator(LoadedBundle.read(directory));
    } catch (ConfigException e) {
      Map<String, String> schemas = files.below(directory, ".avsc");
      List<Problem> causes = Consequences.without(e.problems(), files.below(directory, ".yaml"));
      return refused(causes.stream().map(each -> located(each, schemas)).toList());
    }
  }

  private static Problem located(Problem problem, Map<String, String> schemas) {
    String text = schemas.get(problem.file());
    return text == null ? problem : SchemaPlaces.located(problem, text);
  }

  private static Lint executor(ExecutorBundle bundle) {
    int handlers = bundle.handlers().stream().mapToInt(file -> file.handlers().size()).sum();
    String summary =
        "executor bundle "
            + bundle.files().digest().text()
            + ": "
            + count(handlers, "handler")
            + ", "
            + count(bundle.types().size(), "action type")
            + "; the rest of it is checked where the executor starts";
    return new Lint(bundle.pins(), summary, warnings(bundle.types().values()));
  }

  private static Lint validator(LoadedBundle loaded) {
    return new Lint(List.of(), summary(loaded), warnings(loaded.bundle().actions().values()));
  }

  private static List<String> warnings(Collection<ActionType> types) {
    return types.stream()
        .sorted(Comparator.comparing(ActionType::name))
        .flatMap(type ->
            io.sallyport.action.lint.Lint.warnings(type).stream()
                .map(warning -> type.name() + warning.text()))
        .toList();
  }

  private static String summary(LoadedBundle loaded) {
    Bundle bundle = loaded.bundle();
    int rules =
        bundle.sources().keySet().stream().mapToInt(name -> bundle.rules().of(name).size()).sum();
    int cases = loaded.tests().stream().mapToInt(test -> test.cases().size()).sum();
    return "validator bundle "
        + bundle.digest().text()
        + ": "
        + String.join(
            ", ",
            count(bundle.sources().size(), "source"),
            count(bundle.actions().size(), "action type"),
            count(rules, "rule"),
            count(cases, "test case"));
  }

  static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
