package io.sallyport.executor.credential.token;

import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseEvents;
import io.sallyport.executor.credential.LeaseEvents.Event;
import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.LeaseRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an issuer for one token for each action, narrowed by the action's own fields, and has it
 * revoked when the action has ended. Safe for any thread.
 */
public final class TokenCredential implements Credential {
  private static final Logger LOG = LoggerFactory.getLogger(TokenCredential.class);

  private final TokenIssuer issuer;
  private final LeaseLimit limit;
  private final Revocations revocations;
  private final Set<Token> lent = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** A credential of tokens of this issuer. */
  public TokenCredential(TokenIssuer issuer, LeaseLimit limit) {
    this.issuer = issuer;
    this.limit = limit;
    this.revocations = new Revocations(issuer, limit);
  }

  /** Who grants its tokens. */
  public TokenIssuer issuer() {
    return issuer;
  }

  @Override
  public Duration longest() {
    return limit.longest();
  }

  @Override
  public List<String> fields() {
    return issuer.fields();
  }

  @Override
  public void report(LeaseEvents events) {
    limit.report(events);
  }

  @Override
  public Optional<Lease> lease(LeaseRequest request) {
    long begin = System.nanoTime();
    Optional<TokenIssuer.Request> narrowed = issuer.narrow(request.fields());
    if (narrowed.isEmpty()) {
      return none("a value of the action cannot narrow a token");
    }
    if (closed || !limit.acquire(request.patience())) {
      return none("no lease was free in time");
    }
    Duration left = request.patience().minusNanos(System.nanoTime() - begin);
    boolean settled = false;
    try {
      Optional<Lease> lease = lease(narrowed.get(), left);
      settled = true;
      return lease;
    } finally {
      if (!settled) {
        limit.release();
      }
    }
  }

  private Optional<Lease> lease(TokenIssuer.Request request, Duration left) {
    Duration timeout = issuer.timeout();
    return switch (request.send(left.compareTo(timeout) < 0 ? left : timeout)) {
      case Grant.Granted(Token token, String scope) -> lend(token, scope);
      case Grant.Refused(String rule, List<Token> issued) -> {
        revocations.begin(issued);
        yield none(rule);
      }
    };
  }

  private Optional<Lease> lend(Token token, String scope) {
    lent.add(token);
    if (closed) {
      end(token);
      return none("the executor stops");
    }
    limit.tell(Event.GRANTED);
    return Optional.of(
        Lease.of(
            Optional.empty(),
            token.copy(),
            limit.terms(Optional.of(scope)),
            () -> Revocations.await(end(token), issuer.timeout())));
  }

  private Optional<Lease> none(String rule) {
    limit.tell(Event.REFUSED);
    LOG.warn("credential {}: no lease: {}", limit.credential(), rule);
    return Optional.empty();
  }

  /** Whoever comes first, the lease's end or the process's, gives the token back. */
  private CountDownLatch end(Token token) {
    return lent.remove(token) ? revocations.begin(List.of(token)) : new CountDownLatch(0);
  }

  @Override
  public void close(Duration time) {
    closed = true;
    List.copyOf(lent).forEach(this::end);
    revocations.await(time);
  }

  /** Says where, never what. */
  @Override
  public String toString() {
    return "TokenCredential[" + issuer + "]";
  }
}
