package io.sallyport.ingest.admission;

import io.sallyport.ingest.http.Answer;
import io.sallyport.ingest.http.Call;
import io.sallyport.ingest.http.Refusal;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Bounds how many calls are answered at once, and so the bodies in memory. */
public final class InFlight implements Function<Call, Answer> {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Semaphore places;
  private final int max;
  private final Function<Call, Answer> gateway;

  /** At most {@code max} calls at once reach the gateway; the others are refused at once. */
  public InFlight(int max, Function<Call, Answer> gateway) {
    this.places = new Semaphore(max);
    this.max = max;
    this.gateway = gateway;
  }

  @Override
  public Answer apply(Call call) {
    if (!places.tryAcquire()) {
      return new Answer.Refused(Refusal.BUSY, RETRY_AFTER);
    }
    try {
      return gateway.apply(call);
    } finally {
      places.release();
    }
  }

  /** How many calls are being answered. */
  public int now() {
    return max - places.availablePermits();
  }
}
