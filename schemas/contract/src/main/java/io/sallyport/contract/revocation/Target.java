package io.sallyport.contract.revocation;

import io.sallyport.contract.mandate.Mandate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a revocation stops: every action that has it.
 *
 * @param kind what sort of thing
 * @param value which one; empty exactly for {@link Kind#EVERYTHING}
 */
public record Target(Kind kind, String value) {
  /** Every action of the environment. */
  public static final Target EVERYTHING = new Target(Kind.EVERYTHING, "");

  /** The longest value, in characters. */
  public static final int MAX_VALUE = 256;

  /** The sorts of things that can be revoked. */
  public enum Kind {
    /** All of it. */
    EVERYTHING,
    /** A source's name. */
    SOURCE,
    /** The requester, the actor, who signed or who delegated, as the mandate names them. */
    PRINCIPAL,
    /** A session. */
    SESSION,
    /** A rule's name. */
    RULE,
    /** The full name of an action type. */
    ACTION_TYPE,
    /** A cell. */
    CELL,
    /** One action's id. */
    ACTION,
    /** A validator's signing key, by its thumbprint (RFC 7638). */
    KEY,
    /** The digest of a validator's bundle. */
    BUNDLE,
    /** A person whose approvals count, by the id in the executor's bundle. */
    APPROVER;

    /** The word: {@code action-type}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Refuses values of another form. */
  public Target {
    boolean fits = value.length() <= MAX_VALUE && value.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    if (!fits || value.isEmpty() != (kind == Kind.EVERYTHING)) {
      throw new IllegalArgumentException("1 to 256 visible ASCII characters; none for everything");
    }
  }

  /**
   * All that a mandate's words name, in the cell that may perform it; empty in the place of a word
   * that could not be revoked. The key that signs it and the persons who approve it are not in it.
   */
  public static List<Optional<Target>> namedBy(Mandate mandate, String cell) {
    Mandate.Parties parties = mandate.parties();
    List<Optional<Target>> named = new ArrayList<>();
    named.add(of(Kind.SOURCE, mandate.evidence().source()));
    named.add(of(Kind.PRINCIPAL, parties.subject()));
    named.add(of(Kind.PRINCIPAL, parties.actor()));
    mandate.evidence().proposers().forEach(each -> named.add(of(Kind.PRINCIPAL, each)));
    parties.session().ifPresent(session -> named.add(of(Kind.SESSION, session)));
    named.add(of(Kind.RULE, mandate.decision().rule()));
    named.add(of(Kind.ACTION_TYPE, mandate.grant().action()));
    named.add(of(Kind.CELL, cell));
    named.add(of(Kind.ACTION, mandate.id().text()));
    named.add(of(Kind.BUNDLE, mandate.decision().bundle().text()));
    return List.copyOf(named);
  }

  /** All that a mandate's words name and that could be revoked. */
  public static Set<Target> of(Mandate mandate, String cell) {
    return namedBy(mandate, cell).stream()
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** As it is looked up: of principals upper and lower case are one, as of persons' identities. */
  Target folded() {
    return kind == Kind.PRINCIPAL ? new Target(kind, value.toLowerCase(Locale.ROOT)) : this;
  }

  /** The text: {@code source:github}, or {@code everything}. */
  public String text() {
    return kind == Kind.EVERYTHING ? kind.text() : kind.text() + ":" + value;
  }

  /** Reads the text. */
  public static Optional<Target> parse(String text) {
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    for (Kind kind : Kind.values()) {
      if (kind.text().equals(word)) {
        return of(kind, value).filter(target -> target.text().equals(text));
      }
    }
    return Optional.empty();
  }

  /** The target, if the value has the form. */
  public static Optional<Target> of(Kind kind, String value) {
    try {
      return Optional.of(new Target(kind, value));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
