package io.sallyport.executor.sandbox;

import io.sallyport.contract.id.Bytes;
import io.sallyport.service.config.ByteCount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Perl program to be run in a sandbox; Debian always has Perl, and it calls the kernel directly.
 *
 * @param confinement what holds it
 * @param time how long it may take
 * @param maxOutput how much it may write
 */
record Trial(Confinement confinement, Duration time, int maxOutput) {
  static final Confinement.Bounds BOUNDS =
      new Confinement.Bounds(5, ByteCount.ofMib(128), 8, 32, ByteCount.ofKib(64));

  private static final String PERL = "/usr/bin/perl";

  /** What became of it. */
  record Result(Ended ended, String text) {}

  static Trial full() {
    return of(EnumSet.allOf(Layer.class));
  }

  static Trial only(Layer layer) {
    return of(Set.of(layer));
  }

  private static Trial of(Set<Layer> layers) {
    return new Trial(
        new Confinement(layers, Map.of("LANG", "C"), List.of(), BOUNDS),
        Duration.ofSeconds(20),
        10_000);
  }

  Trial reading(Path path) {
    return new Trial(
        new Confinement(
            confinement.layers(), confinement.environment(), List.of(path), confinement.bounds()),
        time,
        maxOutput);
  }

  Trial within(Confinement.Bounds bounds) {
    return new Trial(
        new Confinement(
            confinement.layers(), confinement.environment(), confinement.read(), bounds),
        time,
        maxOutput);
  }

  Trial within(Duration shorter) {
    return new Trial(confinement, shorter, maxOutput);
  }

  Trial writing(int most) {
    return new Trial(confinement, time, most);
  }

  Run start(String perl, String... arguments) {
    return startWith("", perl, arguments);
  }

  private Run startWith(String input, String perl, String... arguments) {
    List<String> command = new ArrayList<>(List.of(PERL, "-e", perl));
    command.addAll(List.of(arguments));
    return new Sandbox(confinement)
        .start(new Sandbox.Order(command, Bytes.utf8(input), time, maxOutput));
  }

  Result run(String perl, String... arguments) {
    return result(start(perl, arguments));
  }

  Result feed(String input, String perl) {
    return result(startWith(input, perl));
  }

  /** What it wrote, when all went well. */
  String text(String perl, String... arguments) {
    return run(perl, arguments).text();
  }

  private static Result result(Run run) {
    return new Result(run.await(), run.text());
  }
}
