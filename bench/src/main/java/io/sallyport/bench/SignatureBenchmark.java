package io.sallyport.bench;

import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Provider;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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

/** What a mandate costs to sign and to verify, by provider, at the size of a usual mandate. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SignatureBenchmark {
  private static final int USUAL_CLAIMS = 1_100;

  /** Who computes. */
  @Param({"CORRETTO", "JDK"})
  public Provider provider;

  private final byte[] payload = new byte[USUAL_CLAIMS];
  private SigningKey key;
  private JwsVerifier verifier;
  private String signed;

  /** A key, its verifier and a signed record. */
  @Setup
  public void prepare() {
    key = SigningKey.ofSeed(new byte[32], provider);
    PinnedKey pinned = PinnedKey.active(key.jwk(), Typ.MANDATE, Set.of());
    verifier = new JwsVerifier(List.of(pinned), Typ.MANDATE, "cell", 1 << 14, provider);
    signed = Jws.sign(key, Typ.MANDATE, payload);
  }

  /** Signs. */
  @Benchmark
  public String sign() {
    return Jws.sign(key, Typ.MANDATE, payload);
  }

  /** Verifies. */
  @Benchmark
  public JwsVerifier.Result verify() {
    return verifier.verify(signed, Instant.EPOCH);
  }
}
