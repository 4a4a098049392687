package io.sallyport.contract.command;

import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Digest;
import io.sallyport.service.text.VisibleText;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * An operator's command to judge a refused delivery again.
 *
 * @param operator who commands: {@code iss}
 * @param audience the validator's issuer name, {@code <environment>/validator}: {@code aud}
 * @param id the command's own: {@code jti}
 * @param issuedAt whole seconds: {@code iat}
 * @param expiresAt until when the broker may append it: {@code exp}
 * @param receipt which receipt is released
 * @param body the digest of the raw bytes
 * @param reason why, in one line
 */
public record ReleaseCommand(
    String operator,
    String audience,
    String id,
    Instant issuedAt,
    Instant expiresAt,
    Released receipt,
    Digest body,
    String reason) {
  /** The longest reason, in characters. */
  public static final int MAX_REASON = 256;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{16,64}");
  private static final Pattern RECEIPT = Pattern.compile("[a-z0-9-]{1,60}/[0-9]{1,18}");

  /**
   * A receipt.
   *
   * @param id its {@code jti}
   * @param digest of its compact form
   */
  public record Released(String id, Digest digest) {
    /** Refuses an id of another form. */
    public Released {
      require(RECEIPT.matcher(id).matches(), "receipt.id: <chain>/<seq>");
    }
  }

  /** Refuses names of another form, a reason that is no line of text, and an end at the start. */
  public ReleaseCommand {
    require(isOperator(operator), "iss: 1 to 40 of a-z, 0-9 and '-'");
    require(ID.matcher(id).matches(), "jti: 16 to 64 base64url characters");
    require(issuedAt.isBefore(expiresAt), "iat lies before exp");
    require(isReason(reason), "reason: 1 to 256 characters in one visible line");
  }

  /**
   * Whether an operator may have that id: as sources and cells, so that it is never a stranger's.
   */
  public static boolean isOperator(String id) {
    return Topics.NAME.matcher(id).matches();
  }

  /** Whether a text may be a reason: not empty, one line, no character that hides or reorders. */
  public static boolean isReason(String text) {
    return !text.isBlank()
        && text.length() <= MAX_REASON
        && text.codePoints().noneMatch(VisibleText::isUnsafe);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
