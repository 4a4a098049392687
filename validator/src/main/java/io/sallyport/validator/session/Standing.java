package io.sallyport.validator.session;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.DeskKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Whether a session takes one more action. What is over, full, too many or not the same takes none,
 * and none of them ever begins again.
 *
 * @param session as it is before the action, or would be opened by it
 * @param refused why it takes none
 */
public record Standing(Session session, Optional<Code> refused) {
  /** A session's sender may have a clock that is ahead by this much. */
  static final Duration SKEW = Duration.ofMinutes(1);

  /** How the session stands that {@code claim} names. */
  public static Standing of(
      Session.Opened proposed, SessionTerms terms, SessionMemory memory, Instant now) {
    SessionClaim claim = proposed.claim();
    Optional<Session> known = memory.session(proposed.owner(), claim.id());
    Session session = known.orElseGet(() -> Session.of(proposed, List.of()));
    Instant until = claim.started().plus(terms.lifetime());
    if (!session.opened().claim().started().equals(claim.started())) {
      return new Standing(session, Optional.of(Code.SESSION_CHANGED));
    }
    if (!now.isBefore(until) || !now.isBefore(session.opened().until())) {
      return new Standing(session, Optional.of(Code.SESSION_EXPIRED));
    }
    if (claim.started().isAfter(now.plus(SKEW))) {
      return new Standing(session, Optional.of(Code.SESSION_AHEAD));
    }
    if (known.isEmpty() && memory.taken(proposed.owner(), now) >= terms.perPrincipal()) {
      return new Standing(session, Optional.of(Code.SESSIONS_FULL));
    }
    return session.decided().size() >= terms.maxActions()
        ? new Standing(session, Optional.of(Code.SESSION_FULL))
        : new Standing(session, Optional.empty());
  }

  /** A session that would be opened now. */
  public static Session.Opened proposed(
      DeskKey owner, SessionClaim claim, SessionTerms terms, Instant now) {
    return new Session.Opened(owner, claim, now.truncatedTo(ChronoUnit.MILLIS), terms.lifetime());
  }
}
