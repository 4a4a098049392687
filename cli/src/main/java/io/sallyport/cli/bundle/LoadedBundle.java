package io.sallyport.cli.bundle;

import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.BundleLimits;
import io.sallyport.validator.bundle.BundleReader;
import io.sallyport.validator.bundle.GoldenTest;
import io.sallyport.validator.bundle.TestReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A validator bundle, compiled by the validator's own reader under its default limits, with its
 * tests, whose payloads lie beside their documents.
 *
 * @param directory where it lies
 * @param bundle what decides
 * @param tests in the order of their files
 * @param texts what its authors wrote
 */
public record LoadedBundle(
    Path directory, Bundle bundle, List<GoldenTest> tests, BundleTexts texts) {
  /** Copies the tests. */
  public LoadedBundle {
    tests = List.copyOf(tests);
  }

  /** Reads it; throws {@link ConfigException} with all problems. */
  public static LoadedBundle read(Path directory) {
    Bundle bundle = BundleReader.read(directory, Path.of(""), BundleLimits.DEFAULTS);
    List<GoldenTest> tests = new ArrayList<>();
    List<ConfigException> failures = new ArrayList<>();
    List<ConfigDocument> documents = documents(directory);
    TestReader.Parts parts =
        new TestReader.Parts(bundle.sources(), bundle.actions(), bundle.watches());
    for (ConfigDocument document : documents) {
      if (document.kind().equals(TestReader.KIND)) {
        tests.add(test(document, parts, failures));
      }
    }
    if (!failures.isEmpty()) {
      throw ConfigException.merge(failures);
    }
    return new LoadedBundle(directory, bundle, tests, BundleTexts.of(documents));
  }

  /** Each document with its own directory as its home, where payloads start. */
  private static List<ConfigDocument> documents(Path directory) {
    List<ConfigDocument> documents = new ArrayList<>();
    BundleFiles.read(directory)
        .below(directory, ".yaml")
        .forEach((file, text) -> {
          Path beside = Path.of(file).toAbsolutePath().resolveSibling("");
          documents.addAll(ConfigFile.parse(file, text, beside));
        });
    return documents;
  }

  private static GoldenTest test(
      ConfigDocument document, TestReader.Parts parts, List<ConfigException> failures) {
    GoldenTest test = TestReader.read(document, parts);
    for (GoldenTest.Case each : test.cases()) {
      if (!Files.isRegularFile(each.payload())) {
        String message =
            "the case '" + each.name() + "' names a payload that is no file: " + each.payload();
        failures.add(document.problem(message));
      }
    }
    return test;
  }
}
