package io.sallyport.contract.revocation;

import io.sallyport.contract.command.ReleaseCommand;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * An operator's word that something may act no more, or again.
 *
 * @param operator who says so: {@code iss}
 * @param environment the installation: {@code aud}
 * @param id the record's own: {@code jti}
 * @param issuedAt whole seconds: {@code iat}
 * @param order what is to be
 * @param reason why, in one line
 */
public record Revocation(
    String operator, String environment, String id, Instant issuedAt, Order order, String reason) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{16,64}");

  /** What is to be. */
  public sealed interface Order {
    /** From now on nothing with this target acts. */
    record Revoke(Target target) implements Order {}

    /** The revocation of that id counts no more, once a second person says so too. */
    record Lift(String revocation) implements Order {
      /** Refuses an id of another form. */
      public Lift {
        require(isId(revocation), "lifts: the id of a revocation");
      }
    }
  }

  /** Refuses names of another form and a reason that is no line of text. */
  public Revocation {
    require(ReleaseCommand.isOperator(operator), "iss: 1 to 40 of a-z, 0-9 and '-'");
    require(isId(id), "jti: 16 to 64 base64url characters");
    require(ReleaseCommand.isReason(reason), "reason: 1 to 256 characters in one visible line");
  }

  /** Whether a text may be the id of a revocation. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
