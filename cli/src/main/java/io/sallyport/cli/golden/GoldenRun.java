package io.sallyport.cli.golden;

import io.sallyport.cli.bundle.LoadedBundle;
import io.sallyport.cli.bundle.PayloadFile;
import io.sallyport.validator.bundle.GoldenTest;
import io.sallyport.validator.trial.Sample;
import io.sallyport.validator.trial.Trial;
import java.util.List;

/** Runs every case of a bundle through a trial of it. */
final class GoldenRun {
  private GoldenRun() {}

  static List<CaseResult> of(LoadedBundle loaded) {
    Trial trial = Trial.of(loaded.bundle());
    return loaded.tests().stream()
        .flatMap(test -> test.cases().stream().map(each -> run(trial, test, each)))
        .toList();
  }

  private static CaseResult run(Trial trial, GoldenTest test, GoldenTest.Case each) {
    Sample sample =
        new Sample(test.source(), PayloadFile.read(each.payload()), each.contentType(), test.now())
            .from(each.principal())
            .after(each.history())
            .having(each.sender());
    List<Difference> differences = Comparison.of(each.expected(), trial.judge(sample));
    return new CaseResult(test.name(), each.name(), differences);
  }
}
