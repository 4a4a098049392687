package io.sallyport.executor.credential;

import java.time.Duration;
import java.util.Optional;

/**
 * A token in a file that only its owner reads, for development: it is read anew for each lease, so
 * a replaced file counts from the next action on. Safe for any thread.
 */
public final class FileCredential implements Credential {
  private final SecretFile file;
  private final LeaseLimit limit;

  /** A credential of the token in {@code file}. */
  public FileCredential(SecretFile file, LeaseLimit limit) {
    this.file = file;
    this.limit = limit;
  }

  @Override
  public Duration longest() {
    return limit.longest();
  }

  @Override
  public Optional<Lease> lease(LeaseRequest request) {
    if (!limit.acquire(request.patience())) {
      limit.tell(LeaseEvents.Event.REFUSED);
      return Optional.empty();
    }
    try {
      byte[] token = file.token();
      limit.tell(LeaseEvents.Event.GRANTED);
      return Optional.of(
          Lease.of(Optional.empty(), token, limit.terms(Optional.empty()), limit::release));
    } catch (SecretFile.Unfit e) {
      limit.release();
      limit.tell(LeaseEvents.Event.REFUSED);
      return Optional.empty();
    }
  }

  @Override
  public void report(LeaseEvents events) {
    limit.report(events);
  }

  /** Says where, never what. */
  @Override
  public String toString() {
    return "FileCredential[" + file.file() + "]";
  }
}
