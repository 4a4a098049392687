package io.sallyport.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.service.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Signed pushes at a fixed rate, whatever became of those before; each comes again until it is
 * taken, as senders of webhooks do. {@code rolling.sh} runs it from its source, and ends it by
 * ending its standard input.
 */
final class LoadMain {
  private static final int ACCEPTED = 202;
  private static final int AT_ONCE = 100;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(32);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Sender sender;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger again = new AtomicInteger();
  private volatile boolean ended;

  private LoadMain(Sender sender) {
    this.sender = sender;
  }

  /** Ingest's address, the file of the sender's secret, how many each second, and at most. */
  public static void main(String[] arguments) {
    Sender sender = new Sender(arguments[0], Secret.read(Path.of(arguments[1])));
    LoadMain load = new LoadMain(sender);
    Thread.ofVirtual().start(() -> load.endWith(System.in));
    System.out.println(load.run(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3])));
  }

  /** What came of it, in words that a shell can read. */
  private String run(int rate, int most) {
    long start = System.nanoTime();
    int sent = 0;
    long sending;
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (; sent < most && !ended; sent++) {
        long due = start + TimeUnit.SECONDS.toNanos(sent) / rate;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        byte[] body = Payloads.push(sent).toString().getBytes(UTF_8);
        senders.execute(() -> sendUntilTaken(body));
      }
      sending = System.nanoTime() - start;
    }
    return "sent=%d rate=%d taken=%d again=%d"
        .formatted(sent, TimeUnit.SECONDS.toNanos(sent) / sending, taken.get(), again.get());
  }

  private void sendUntilTaken(byte[] body) {
    long start = System.nanoTime();
    Duration wait = FIRST_WAIT;
    try {
      while (!isTaken(body)) {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          return;
        }
        again.incrementAndGet();
        Thread.sleep(wait);
        wait = wait.compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
      }
      taken.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isTaken(byte[] body) throws InterruptedException {
    places.acquire();
    try {
      return sender.send("push", body) == ACCEPTED;
    } catch (UncheckedIOException e) {
      return false;
    } finally {
      places.release();
    }
  }

  private void endWith(InputStream in) {
    try {
      while (in.read() >= 0) {
        // Nothing is said on it.
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ended = true;
    }
  }
}
