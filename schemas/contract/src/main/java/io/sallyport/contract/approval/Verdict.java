package io.sallyport.contract.approval;

import io.sallyport.contract.Topics;
import io.sallyport.contract.command.ReleaseCommand;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A person's signed word on a statement.
 *
 * @param person whose word it is: {@code iss}
 * @param audience the cell, {@code <environment>/<cell>}: {@code aud}
 * @param action the action that it is on: {@code action}; none in verdicts of before, which wait
 *     for no action (ADR 61)
 * @param statement the digest of what the person saw
 * @param word what the person says
 * @param reason why, in one line; a denial has one
 * @param issuedAt whole seconds: {@code iat}
 * @param expiresAt it counts before this instant, and what stands on it ends by then: {@code exp}
 */
public record Verdict(
    String person,
    String audience,
    Optional<ActionId> action,
    Digest statement,
    Word word,
    Optional<String> reason,
    Instant issuedAt,
    Instant expiresAt) {
  /** The longest life of a verdict. */
  public static final Duration MAX_TTL = Duration.ofDays(7);

  /** The longest reason, in bytes of UTF-8. */
  public static final int MAX_REASON = 200;

  /** What a person can say. */
  public enum Word {
    /** It may be done. */
    APPROVE,
    /** It may not. */
    DENY;

    /** The word in records. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word. */
    public static Optional<Word> parse(String text) {
      for (Word word : values()) {
        if (word.text().equals(text)) {
          return Optional.of(word);
        }
      }
      return Optional.empty();
    }
  }

  /** Refuses a name of another form, a denial without a reason, and a life too long. */
  public Verdict {
    require(isPerson(person), "iss: 1 to 40 of a-z, 0-9 and '-'");
    require(reason.map(Verdict::isReason).orElse(word == Word.APPROVE), reasonForm(word));
    require(issuedAt.isBefore(expiresAt), "iat lies before exp");
    require(!expiresAt.isAfter(issuedAt.plus(MAX_TTL)), "exp: at most seven days after iat");
  }

  /** Whether it names that action. */
  public boolean isOn(ActionId id) {
    return action.filter(id::equals).isPresent();
  }

  /** Whether a person may have that id. */
  public static boolean isPerson(String id) {
    return Topics.NAME.matcher(id).matches();
  }

  /** Whether a reason has the form. */
  public static boolean isReason(String text) {
    return ReleaseCommand.isReason(text) && Bytes.utf8(text).size() <= MAX_REASON;
  }

  private static String reasonForm(Word word) {
    return (word == Word.DENY ? "reason: a denial has one; " : "reason: ")
        + "1 to 200 bytes in one visible line";
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
