package io.sallyport.testkit;

import java.util.Random;
import java.util.stream.LongStream;

/**
 * Properties over random cases. Each case has a seed of its own; the failure of a case prints it,
 * and {@code -Dsallyport.seed=<seed>} runs that case alone.
 */
public final class Seeded {
  private static final String SEED = "sallyport.seed";

  private Seeded() {}

  /** What must hold for whatever is drawn from {@code random}. */
  @FunctionalInterface
  public interface Property {
    /** Draws one case and asserts. */
    void check(Random random) throws Exception;
  }

  /** Checks {@code property} for {@code cases} cases, or for the one whose seed is given. */
  public static void forAll(int cases, Property property) {
    Long given = Long.getLong(SEED);
    LongStream seeds = given == null ? new Random().longs(cases) : LongStream.of(given.longValue());
    seeds.forEach(seed -> check(seed, property));
  }

  /** Whatever is thrown, also an error such as a stack overflow, is told with its seed. */
  @SuppressWarnings("IllegalCatch")
  private static void check(long seed, Property property) {
    try {
      property.check(new Random(seed));
    } catch (Throwable e) {
      throw new AssertionError("failed; run it again with -D" + SEED + "=" + seed, e);
    }
  }
}
