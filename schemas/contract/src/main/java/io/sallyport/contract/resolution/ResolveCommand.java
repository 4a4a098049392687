package io.sallyport.contract.resolution;

import io.sallyport.contract.command.ReleaseCommand;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An operator's signed word on an action in doubt. It performs nothing.
 *
 * @param operator who says so: {@code iss}
 * @param audience the cell, {@code <environment>/<cell>}: {@code aud}
 * @param id the command's own: {@code jti}
 * @param issuedAt whole seconds: {@code iat}
 * @param expiresAt it counts before this instant, a day after {@code iat} at most: {@code exp}
 * @param doubt which action, and which receipt says that it is in doubt
 * @param word what became of it
 * @param reason how the operator knows, in one line
 */
public record ResolveCommand(
    String operator,
    String audience,
    String id,
    Instant issuedAt,
    Instant expiresAt,
    Doubt doubt,
    Word word,
    String reason) {
  /** The longest life of a command. */
  public static final Duration MAX_TTL = Duration.ofHours(24);

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{16,64}");
  private static final Pattern RECEIPT = Pattern.compile("[a-z0-9-]{1,60}/[0-9]{1,18}");

  /**
   * An outcome that nobody knows.
   *
   * @param action the action
   * @param receipt the {@code jti} of the receipt that says {@code IN_DOUBT}
   * @param digest of that receipt's compact form
   * @param origin where that receipt lies
   */
  public record Doubt(ActionId action, String receipt, Digest digest, Origin origin) {
    /** Refuses an id of another form. */
    public Doubt {
      require(RECEIPT.matcher(receipt).matches(), "outcome.receipt: <chain>/<seq>");
    }
  }

  /**
   * What became of it.
   *
   * @param finding what happened
   * @param confirms the digest of another operator's command that says the same
   */
  public record Word(Finding finding, Optional<Digest> confirms) {}

  /** Refuses names of another form, a reason that is no line of text, and a life too long. */
  public ResolveCommand {
    require(ReleaseCommand.isOperator(operator), "iss: 1 to 40 of a-z, 0-9 and '-'");
    require(ID.matcher(id).matches(), "jti: 16 to 64 base64url characters");
    require(issuedAt.isBefore(expiresAt), "iat lies before exp");
    require(!expiresAt.isAfter(issuedAt.plus(MAX_TTL)), "exp: at most a day after iat");
    require(ReleaseCommand.isReason(reason), "reason: 1 to 256 characters in one visible line");
  }

  /** Whether this is another person's command for the same outcome with the same finding. */
  public boolean isSecondOf(ResolveCommand first, Digest firstDigest) {
    return word.confirms().equals(Optional.of(firstDigest))
        && first.word.confirms().isEmpty()
        && !operator.equals(first.operator)
        && doubt.equals(first.doubt)
        && word.finding() == first.word.finding();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
