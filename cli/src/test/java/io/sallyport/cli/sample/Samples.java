package io.sallyport.cli.sample;

import io.sallyport.cli.bundle.LoadedBundle;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.bundle.GoldenTest;
import io.sallyport.validator.bundle.GoldenTest.Expected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folders below {@code samples/} and what their tests expect. */
final class Samples {
  static final Path HOME = Path.of("../samples");

  private Samples() {}

  /** One folder each. */
  static List<Path> all() {
    return folders(HOME);
  }

  static Path validator(Path sample) {
    return sample.resolve("validator");
  }

  /** A sample of several cells has several. */
  static List<Path> executors(Path sample) {
    return folders(sample).stream()
        .filter(folder -> folder.getFileName().toString().startsWith("executor"))
        .toList();
  }

  static List<GoldenTest.Case> cases(Path sample) {
    return LoadedBundle.read(validator(sample)).tests().stream()
        .flatMap(test -> test.cases().stream())
        .toList();
  }

  /** Whether a case holds the bundle to a refusal or a denial; being ignored is neither. */
  static boolean isRefusing(GoldenTest.Case each) {
    return each.expected().stream()
        .anyMatch(expected ->
            switch (expected) {
              case Expected.Refused _, Expected.Unbound _ -> true;
              case Expected.Decided decided -> decided.result() == DecisionResult.DENIED;
            });
  }

  static boolean isPassing(GoldenTest.Case each) {
    return !each.expected().isEmpty() && !isRefusing(each);
  }

  private static List<Path> folders(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
