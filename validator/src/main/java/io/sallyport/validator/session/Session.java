package io.sallyport.validator.session;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.receipt.SessionHead;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session with all that happened in it, in order. Each entry's digest covers the one before it,
 * and the first covers how the session was opened.
 *
 * @param opened how it began
 * @param entries what happened since
 * @param chain the digest of the last of them; before the first, of the beginning
 */
public record Session(Opened opened, List<Entry> entries, Digest chain) {
  private static final Bytes CHAIN = Bytes.utf8("sallyport-session-chain-v1\0");

  /** After a session can be no more, a clock may still go back by this much. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /** Copies the entries. */
  public Session {
    entries = List.copyOf(entries);
  }

  /** The session of which all of that is known. */
  static Session of(Opened opened, List<Entry> entries) {
    Digest chain = Digest.of(CHAIN.toArray(), SessionCodec.write(opened));
    for (Entry entry : entries) {
      chain = Digest.of(chain.toArray(), SessionCodec.write(entry));
    }
    return new Session(opened, entries, chain);
  }

  /**
   * How a session began.
   *
   * @param owner the desk key of its source and principal
   * @param claim what its first action said
   * @param at when that was decided; milliseconds
   * @param lifetime what the rule of that action allows
   */
  public record Opened(DeskKey owner, SessionClaim claim, Instant at, Duration lifetime) {
    /** The session. */
    public SessionId id() {
      return claim.id();
    }

    /** From when on nothing is allowed in it, whatever rules say later. */
    Instant until() {
      return claim.started().plus(lifetime);
    }

    /** Until when it counts among its principal's. */
    Instant frees() {
      return at.plus(lifetime);
    }

    /** From when on no rule could let it begin again, so that it may be forgotten. */
    public Instant forgotten() {
      return claim.started().plus(SessionTerms.MAX_LIFETIME).plus(GRACE);
    }
  }

  /** The same, and one thing more. */
  public Session and(Entry entry) {
    List<Entry> all = new ArrayList<>(entries);
    all.add(entry);
    return new Session(opened, all, Digest.of(chain.toArray(), SessionCodec.write(entry)));
  }

  /** Where it stands. */
  public SessionHead head() {
    Optional<Digest> head = entries.isEmpty() ? Optional.empty() : Optional.of(chain);
    return new SessionHead(opened.id(), entries.size(), head);
  }

  /** The decisions, in order. */
  public List<Entry.Decided> decided() {
    return of(Entry.Decided.class);
  }

  /** The endings, in order. */
  public List<Entry.Told> told() {
    return of(Entry.Told.class);
  }

  private <T extends Entry> List<T> of(Class<T> kind) {
    return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
