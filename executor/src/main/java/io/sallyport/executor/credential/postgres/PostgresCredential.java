package io.sallyport.executor.credential.postgres;

import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseEvents;
import io.sallyport.executor.credential.LeaseEvents.Event;
import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.postgres.Failure;
import io.sallyport.executor.postgres.Login;
import io.sallyport.executor.postgres.Session;
import io.sallyport.executor.postgres.Terms;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a role for each lease, with a name and a password that nobody knew before, and drops it
 * when the lease is over. PostgreSQL does not end a session when its role's VALID UNTIL passes, so
 * the drop ends them; VALID UNTIL is for the day on which nobody came to drop. Safe for any thread.
 */
public final class PostgresCredential implements Credential {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresCredential.class);
  private static final String NO_ROLE = "42704";
  private static final Duration MINTING = Duration.ofSeconds(10);
  private static final Duration DROPPING = Duration.ofSeconds(5);

  private final RoleSpec spec;
  private final LeaseLimit limit;
  private final Set<String> lent = ConcurrentHashMap.newKeySet();
  private final SecureRandom random = new SecureRandom();
  private volatile boolean closed;

  /** A credential of so many roles at a time. */
  public PostgresCredential(RoleSpec spec, LeaseLimit limit) {
    this.spec = spec;
    this.limit = limit;
  }

  /** What its roles are. */
  public RoleSpec spec() {
    return spec;
  }

  @Override
  public Duration longest() {
    return limit.longest();
  }

  @Override
  public void report(LeaseEvents events) {
    limit.report(events);
  }

  @Override
  public Optional<Lease> lease(LeaseRequest request) {
    long end = System.nanoTime() + request.patience().toNanos();
    if (closed || !limit.acquire(request.patience())) {
      limit.tell(Event.REFUSED);
      return Optional.empty();
    }
    Optional<Lease> lease = Optional.empty();
    try {
      lease = mint(shorter(Duration.ofNanos(end - System.nanoTime()), MINTING));
    } catch (SQLException e) {
      LOG.warn("{}: no role could be made: SQLSTATE {}", this, Failure.of(e).state());
    } catch (SecretFile.Unfit e) {
      LOG.warn("{}: the minter's password file {}", this, e.rule());
    } finally {
      limit.tell(lease.isEmpty() ? Event.REFUSED : Event.GRANTED);
      if (lease.isEmpty()) {
        limit.release();
      }
    }
    return lease;
  }

  private Optional<Lease> mint(Duration time) throws SQLException, SecretFile.Unfit {
    String name = spec.prefix() + hex(Roles.RANDOM / 2);
    byte[] password = hex(32).getBytes(StandardCharsets.US_ASCII);
    boolean kept = false;
    try (Session session = session(time)) {
      Roles roles = new Roles(session.connection());
      if (roles.isTooMighty(spec.group(), spec.access())) {
        LOG.warn("{}: the group may do more than its access says; see the reference", this);
        return Optional.empty();
      }
      char[] letters = new String(password, StandardCharsets.US_ASCII).toCharArray();
      lent.add(name);
      roles.create(name, letters, spec.group(), limit.longest());
      kept = !closed;
    } finally {
      if (!kept) {
        drop(name); // nobody knows whether it is there
      }
    }
    return kept
        ? Optional.of(
            Lease.of(
                Optional.of(name),
                password,
                limit.terms(Optional.of(spec.group())),
                () -> end(name)))
        : Optional.empty();
  }

  private void end(String name) {
    try {
      drop(name);
    } finally {
      limit.release();
    }
  }

  /** Once, and also for whoever was cut short. */
  private void drop(String name) {
    if (!lent.remove(name)) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try (Session session = session(DROPPING)) {
      new Roles(session.connection()).drop(name);
      limit.tell(Event.REVOKED);
    } catch (SQLException e) {
      notDropped(Failure.of(e).state());
    } catch (SecretFile.Unfit e) {
      LOG.warn("{}: a role was not dropped, the password file {}", this, e.rule());
      limit.tell(Event.UNREVOKED);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void notDropped(String state) {
    if (!state.equals(NO_ROLE)) {
      LOG.warn("{}: a role was not dropped: SQLSTATE {}", this, state);
      limit.tell(Event.UNREVOKED);
    }
  }

  /**
   * Lends no more, and drops what is still lent, as far as the time goes; the rest is for {@link
   * #tidy}.
   */
  @Override
  public void close(Duration time) {
    closed = true;
    long end = System.nanoTime() + time.toNanos();
    for (String name : List.copyOf(lent)) {
      if (System.nanoTime() < end) {
        drop(name);
      }
    }
  }

  /** Drops roles of former processes whose time is over, a bounded number of them. */
  @Override
  public void tidy() {
    try (Session session = session(MINTING)) {
      Roles roles = new Roles(session.connection());
      for (String name : roles.leftovers(spec.prefix(), spec.group())) {
        if (!session.isOver()) {
          tidy(roles, name);
        }
      }
    } catch (SQLException e) {
      LOG.warn("{}: leftover roles were not dropped: SQLSTATE {}", this, Failure.of(e).state());
    } catch (SecretFile.Unfit e) {
      LOG.warn("{}: leftover roles were not dropped, the password file {}", this, e.rule());
    }
  }

  /** One that cannot be dropped keeps no other. */
  private void tidy(Roles roles, String name) {
    try {
      roles.drop(name);
    } catch (SQLException e) {
      LOG.warn("{}: a role was not dropped: SQLSTATE {}", this, Failure.of(e).state());
    }
  }

  private Session session(Duration time) throws SQLException, SecretFile.Unfit {
    byte[] password = spec.password().token();
    try {
      String text = new String(password, StandardCharsets.US_ASCII);
      return Session.open(spec.server(), new Login(spec.minter(), text), Terms.within(time));
    } finally {
      Arrays.fill(password, (byte) 0);
    }
  }

  private String hex(int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Says where, never what. */
  @Override
  public String toString() {
    return "PostgresCredential[" + spec.server().host() + ", group " + spec.group() + "]";
  }
}
