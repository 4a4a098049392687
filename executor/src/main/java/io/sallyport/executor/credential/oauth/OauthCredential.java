package io.sallyport.executor.credential.oauth;

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
 * Asks an OAuth 2.0 authorization server for one token for each action, of scopes that the action's
 * own fields narrow, and has it revoked when the action has ended. Safe for any thread.
 */
public final class OauthCredential implements Credential {
  private static final Logger LOG = LoggerFactory.getLogger(OauthCredential.class);

  private final OauthSpec spec;
  private final LeaseLimit limit;
  private final AuthorizationServer server;
  private final Revocations revocations;
  private final Set<Token> lent = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** A credential of {@code spec}; from now on the server's names are guarded in this JVM. */
  public OauthCredential(OauthSpec spec, LeaseLimit limit) {
    this.spec = spec;
    this.limit = limit;
    this.server = new AuthorizationServer(spec);
    this.revocations = new Revocations(server, limit, spec.limits().timeout());
  }

  @Override
  public Duration longest() {
    return limit.longest();
  }

  @Override
  public List<String> fields() {
    return spec.grant().scopes().fields();
  }

  @Override
  public void report(LeaseEvents events) {
    limit.report(events);
  }

  @Override
  public Optional<Lease> lease(LeaseRequest request) {
    long begin = System.nanoTime();
    Optional<Set<String>> scopes = spec.grant().scopes().fill(request.fields());
    if (scopes.isEmpty()) {
      return none("a value of the action cannot stand in a scope");
    }
    if (closed || !limit.acquire(request.patience())) {
      return none("no lease was free in time");
    }
    Duration left = request.patience().minusNanos(System.nanoTime() - begin);
    boolean settled = false;
    try {
      Optional<Lease> lease = lease(scopes.get(), left);
      settled = true;
      return lease;
    } finally {
      if (!settled) {
        limit.release();
      }
    }
  }

  private Optional<Lease> lease(Set<String> scopes, Duration left) {
    Duration timeout = spec.limits().timeout();
    return switch (server.grant(scopes, left.compareTo(timeout) < 0 ? left : timeout)) {
      case TokenAnswer.Granted(Token token, Set<String> granted) -> lend(token, granted);
      case TokenAnswer.Refused(String rule, List<Token> issued) -> {
        revocations.begin(issued);
        yield none(rule);
      }
    };
  }

  private Optional<Lease> lend(Token token, Set<String> granted) {
    lent.add(token);
    if (closed) {
      end(token);
      return none("the executor stops");
    }
    limit.tell(Event.GRANTED);
    String scope = String.join(" ", granted);
    return Optional.of(
        new Lease(
            token.copy(),
            limit.terms(Optional.of(scope)),
            () -> Revocations.await(end(token), spec.limits().timeout())));
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
    return "OauthCredential[" + spec.token().uri() + "]";
  }
}
