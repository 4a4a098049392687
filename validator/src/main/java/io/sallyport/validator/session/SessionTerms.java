package io.sallyport.validator.session;

import io.sallyport.service.config.ConfigNode;
import java.time.Duration;

/**
 * How much a session may be.
 *
 * @param lifetime how long after it began it is over, whatever happens in it
 * @param maxActions so many actions are decided in it, denied ones too
 * @param perPrincipal so many sessions one principal may have opened within {@code lifetime}
 */
public record SessionTerms(Duration lifetime, int maxActions, int perPrincipal) {
  /** The longest lifetime; a session is remembered for as long, however short its own is. */
  public static final Duration MAX_LIFETIME = Duration.ofHours(24);

  /** The most actions. */
  public static final int MAX_ACTIONS = 1_000;

  /** The most sessions of a principal. */
  public static final int MAX_PER_PRINCIPAL = 1_000;

  private static final Duration MIN_LIFETIME = Duration.ofSeconds(10);
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final int ACTIONS = 100;
  private static final int PER_PRINCIPAL = 8;

  /** Reads them from {@code session} of a rule. */
  static SessionTerms read(ConfigNode node) {
    return new SessionTerms(
        node.duration("lifetime", LIFETIME, MIN_LIFETIME, MAX_LIFETIME),
        (int) node.integer("maxActions", ACTIONS, 1, MAX_ACTIONS),
        (int) node.integer("perPrincipal", PER_PRINCIPAL, 1, MAX_PER_PRINCIPAL));
  }
}
