package io.sallyport.executor.credential.token;

import io.sallyport.executor.credential.LeaseEvents.Event;
import io.sallyport.executor.credential.LeaseLimit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives tokens back to their issuer: each on a thread of its own, tried a bounded number of times.
 * Until then its place in the limit is taken, so the limit bounds how many tokens live. Safe for
 * any thread.
 */
final class Revocations {
  /** How often one token is tried. */
  static final int ATTEMPTS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final TokenIssuer issuer;
  private final LeaseLimit limit;
  private final Set<CountDownLatch> underWay = ConcurrentHashMap.newKeySet();

  Revocations(TokenIssuer issuer, LeaseLimit limit) {
    this.issuer = issuer;
    this.limit = limit;
  }

  /** Begins to revoke the tokens of one lease; done when they are, or were tried often enough. */
  CountDownLatch begin(List<Token> tokens) {
    CountDownLatch done = new CountDownLatch(1);
    underWay.add(done);
    Thread.ofVirtual()
        .name("revocation")
        .start(() -> {
          try {
            tokens.forEach(this::revoke);
          } finally {
            limit.release();
            underWay.remove(done);
            done.countDown();
          }
        });
    return done;
  }

  private void revoke(Token token) {
    boolean revoked = issuer.revoke(token, issuer.timeout());
    for (int attempt = 1; attempt < ATTEMPTS && !revoked && pause(attempt); attempt++) {
      revoked = issuer.revoke(token, issuer.timeout());
    }
    token.wipe();
    if (!revoked) {
      LOG.warn(
          "credential {}: a token was not revoked in {} attempts; it lives until it expires",
          limit.credential(),
          ATTEMPTS);
    }
    limit.tell(revoked ? Event.REVOKED : Event.UNREVOKED);
  }

  private static boolean pause(int attempt) {
    try {
      Thread.sleep(PAUSE.multipliedBy(attempt));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits for all that has begun, for {@code time} at the longest. */
  void await(Duration time) {
    long begin = System.nanoTime();
    for (CountDownLatch done : underWay) {
      await(done, time.minusNanos(System.nanoTime() - begin));
    }
  }

  /** Waits for one, for {@code time} at the longest; then it goes on in the background. */
  static void await(CountDownLatch done, Duration time) {
    try {
      boolean _ = done.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
