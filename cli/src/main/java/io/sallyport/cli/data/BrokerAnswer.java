package io.sallyport.cli.data;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.service.config.Durations;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** What a broker answers to an admin client, or why it does not. */
public final class BrokerAnswer {
  private BrokerAnswer() {}

  /** Waits for it; {@code what} completes "could not". */
  public static <T> T await(KafkaFuture<T> future, Duration timeout, String what) {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new CannotRun(
          "could not " + what + ": " + e.getCause(), "Look at the principal's grants.", e);
    } catch (TimeoutException e) {
      throw new CannotRun(
          "could not " + what + " in " + Durations.text(timeout) + ".",
          "Is the broker reachable? 'sallyport doctor' tells; of a local stack 'sallyport status'.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotRun("interrupted while trying to " + what + ".", "Run it again.", e);
    }
  }
}
