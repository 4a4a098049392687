package io.sallyport.contract.id;

import java.util.Optional;

/**
 * The name of one action: the same delivery and rule always give the same id. It is the mandate's
 * {@code jti} and reaches targets as {@code Idempotency-Key}.
 *
 * @param text 43 base64url characters: SHA-256("sallyport-action-v1" 0 source 0 dedupe id 0 rule)
 */
public record ActionId(String text) {
  private static final String DOMAIN = "sallyport-action-v1";

  /** Refuses any other form. */
  public ActionId {
    Identity.check(text, "an action id");
  }

  /** The id that a text is, if it has the form. */
  public static Optional<ActionId> parse(String text) {
    try {
      return Optional.of(new ActionId(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The id of what {@code rule} makes of a delivery. */
  public static ActionId of(String source, DedupeId dedupe, String rule) {
    byte[] last = Bytes.utf8(rule).toArray();
    return new ActionId(Identity.of(DOMAIN, last, source, dedupe.text()));
  }
}
