package io.sallyport.bench;

import io.sallyport.bench.site.GithubPush;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.admit.Memory;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Effects;
import io.sallyport.validator.gate.Gate;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the gate's pure core takes for one delivery, with the quickstart's bundle: from the record's
 * bytes to every byte to be written, signatures included; no Kafka, no store.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GateBenchmark {
  /** How a delivery ends. */
  public enum Outcome {
    /** A push that the policy permits: a sealed action and a receipt. */
    PERMIT,
    /** A push to another repository: a receipt. */
    DENY,
    /** A push whose last byte is missing: a receipt and a copy of the body. */
    QUARANTINE,
    /** A push that was decided before: a receipt. */
    DUPLICATE;

    private String body(int size) {
      String push = GithubPush.of(this == DENY ? "acme/other" : "acme/shop", size);
      return this == QUARANTINE ? push.substring(0, push.length() - 1) : push;
    }
  }

  /** The ending. */
  @Param public Outcome outcome;

  /** About how many bytes a body has. */
  @Param({"1000", "100000"})
  public int size;

  /** Where the bundle lies, from the directory of the run. */
  @Param("quickstart/src/main/bundles/validator")
  public String bundle;

  private Gate gate;
  private Delivery delivery;
  private Memory memory;
  private ChainState chain;

  /** The first pass opens the chain; what it remembers makes the others duplicates. */
  @Setup
  public void prepare() {
    DemoGate demo = new DemoGate(Path.of(bundle));
    gate = demo.gate();
    delivery = demo.delivery(outcome.body(size));
    ChainState start = ChainState.start(delivery.origin().partition());
    Effects first = gate.pass(delivery, id -> Optional.empty(), start, DemoGate.NOW);
    chain = first.chain();
    memory =
        outcome == Outcome.DUPLICATE
            ? id -> first.remembered().stream().map(Effects.Remembered::seen).findFirst()
            : id -> Optional.empty();
    require(pass());
  }

  /** One delivery; the next receipt continues the chain. */
  @Benchmark
  public Effects pass() {
    Effects effects = gate.pass(delivery, memory, chain, DemoGate.NOW);
    chain = effects.chain();
    return effects;
  }

  /** A benchmark of something else would be worse than none. */
  private void require(Effects effects) {
    String result = effects.endings().getFirst().result();
    String wanted =
        switch (outcome) {
          case PERMIT -> "ALLOWED";
          case DENY -> "DENIED";
          case QUARANTINE -> "REFUSED";
          case DUPLICATE -> "DUPLICATE";
        };
    if (!result.equals(wanted)) {
      throw new IllegalStateException(outcome + " ended as " + result);
    }
  }
}
