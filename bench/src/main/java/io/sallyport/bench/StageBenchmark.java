package io.sallyport.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.bench.site.GithubPush;
import io.sallyport.bench.site.TemporaryDirectory;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Effects;
import io.sallyport.validator.gate.Gate;
import io.sallyport.validator.parse.EventParser;
import io.sallyport.validator.parse.ParseLimits;
import io.sallyport.validator.parse.Parsed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * One permitted GitHub push of 7 kB: Jackson's own strict parse of the same bytes into a tree,
 * which is what nobody can avoid, beside the whole way from raw bytes to sealed record and receipt,
 * and beside its largest stages.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class StageBenchmark {
  private static final int SIZE = 7000;

  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Rules of the source, of which one fires. */
  @Param({"10", "10000"})
  public int rules;

  /** Where the bundle lies, from the directory of the run. */
  @Param("quickstart/src/main/bundles/validator")
  public String bundle;

  private final SigningKey key = SigningKey.generate();
  private final EventParser parser = new EventParser(ParseLimits.DEFAULTS, 1 << 20);
  private byte[] body = new byte[0];
  private Gate gate;
  private Delivery delivery;
  private ChainState chain;

  /** Opens the chain. */
  @Setup
  public void prepare() throws IOException {
    String push = GithubPush.of("acme/shop", SIZE);
    body = push.getBytes(StandardCharsets.UTF_8);
    Path copy = ManyRules.copy(Path.of(bundle), rules - 1);
    DemoGate demo = new DemoGate(copy);
    TemporaryDirectory.delete(copy);
    gate = demo.gate();
    delivery = demo.delivery(push);
    chain = ChainState.start(delivery.origin().partition());
    String result = pass().endings().getFirst().result();
    if (!result.equals("ALLOWED")) {
      throw new IllegalStateException("ended as " + result);
    }
  }

  /** What is compared with. */
  @Benchmark
  public JsonNode strictTree() throws IOException {
    return STRICT.readTree(body);
  }

  /** The whole gate: admit, parse, match, bind, decide, seal, receipt. */
  @Benchmark
  public Effects pass() {
    Effects effects = gate.pass(delivery, id -> Optional.empty(), chain, DemoGate.NOW);
    chain = effects.chain();
    return effects;
  }

  /** Strict UTF-8, strict I-JSON, limits. */
  @Benchmark
  public Parsed parse() {
    return parser.parse(body);
  }

  /** The digest of the body. */
  @Benchmark
  public Digest digest() {
    return Digest.of(body);
  }

  /** One signature over a payload of a mandate's size; a permitted push has two. */
  @Benchmark
  public String sign() {
    return Jws.sign(key, Typ.MANDATE, java.util.Arrays.copyOf(body, 1000));
  }
}
