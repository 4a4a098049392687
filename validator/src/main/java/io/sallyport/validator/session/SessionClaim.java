package io.sallyport.validator.session;

import io.sallyport.contract.id.SessionId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * In which session an action is proposed, as its sender signed it.
 *
 * @param id the session
 * @param started when it began, in milliseconds
 * @param intent what its sender says that it is for; nobody has checked that
 */
public record SessionClaim(SessionId id, Instant started, Optional<String> intent) {
  /** The longest intent, in characters. */
  public static final int MAX_INTENT = 256;

  /** Refuses an intent of another form. */
  public SessionClaim {
    if (!started.truncatedTo(ChronoUnit.MILLIS).equals(started)) {
      throw new IllegalArgumentException("started: whole milliseconds");
    }
    if (intent.filter(text -> !isIntent(text)).isPresent()) {
      throw new IllegalArgumentException("intent: 1 to 256 characters, none of control");
    }
  }

  static boolean isIntent(String text) {
    return isText(text, MAX_INTENT);
  }

  static boolean isText(String text, int max) {
    return !text.isEmpty()
        && text.length() <= max
        && text.chars().noneMatch(Character::isISOControl);
  }
}
