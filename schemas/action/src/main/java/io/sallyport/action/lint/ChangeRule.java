package io.sallyport.action.lint;

import java.util.Locale;

/**
 * How a type may differ from an older one of its name. What was admitted and no longer is breaks
 * the records in flight; what is newly admitted widens, and a reviewer must see it. A new rule may
 * be added; the code of an old one never changes its meaning.
 */
public enum ChangeRule {
  TYPE_RENAMED(Grade.BREAKS, "The full name is another one, or the type is gone."),
  EFFECT_CHANGED(Grade.BREAKS, "effect is another one."),
  CELL_CHANGED(Grade.BREAKS, "cell is another one."),
  ORDER_BY_CHANGED(Grade.BREAKS, "orderBy is another field."),
  SEQUENCE_ADDED(Grade.BREAKS, "sequence is new: what comes out of order is not performed."),
  SEQUENCE_CHANGED(Grade.BREAKS, "sequence is another field."),
  SEQUENCE_REMOVED(Grade.WIDENS, "sequence is gone: what comes out of order is performed."),
  IDEMPOTENCE_WITHDRAWN(Grade.BREAKS, "idempotent was true."),
  IDEMPOTENCE_DECLARED(Grade.WIDENS, "idempotent was false: targets are asked again."),
  CLASSIFICATION_RAISED(Grade.BREAKS, "classification is higher."),
  CLASSIFICATION_LOWERED(Grade.WIDENS, "classification is lower."),
  TTL_SHORTENED(Grade.BREAKS, "maxTtl is shorter."),
  TTL_LENGTHENED(Grade.WIDENS, "maxTtl is longer."),
  ASSURANCE_RAISED(Grade.BREAKS, "minAssurance is higher."),
  ASSURANCE_LOWERED(Grade.WIDENS, "minAssurance is lower."),
  APPROVAL_RAISED(Grade.BREAKS, "approval is new or asks for more persons."),
  APPROVAL_LOWERED(Grade.WIDENS, "approval is gone or asks for fewer persons."),
  APPROVAL_GROUP_CHANGED(Grade.BREAKS, "approval names another group."),
  FIELD_REMOVED(Grade.BREAKS, "A field is gone."),
  FIELD_ADDED(Grade.BREAKS, "A field is new and has no default."),
  FIELD_WITH_DEFAULT_ADDED(Grade.WIDENS, "A field is new and null by default."),
  KIND_CHANGED(Grade.BREAKS, "A type is of another kind, scale or unit."),
  OPTIONAL_WITHDRAWN(Grade.BREAKS, "A value may no longer be null."),
  OPTIONAL_ADDED(Grade.WIDENS, "A value may be null."),
  LENGTH_NARROWED(Grade.BREAKS, "minLength is higher or maxLength lower."),
  LENGTH_WIDENED(Grade.WIDENS, "minLength is lower or maxLength higher."),
  PATTERN_CHANGED(Grade.BREAKS, "A pattern is new or has another text, whatever it admits."),
  PATTERN_REMOVED(Grade.WIDENS, "A pattern is gone."),
  FORMAT_CHANGED(Grade.BREAKS, "A format is new or another one."),
  FORMAT_REMOVED(Grade.WIDENS, "A format is gone."),
  RANGE_NARROWED(Grade.BREAKS, "min is higher, or max or precision lower."),
  RANGE_WIDENED(Grade.WIDENS, "min is lower, or max or precision higher."),
  MULTIPLE_CHANGED(Grade.BREAKS, "multipleOf no longer divides the old one."),
  MULTIPLE_WIDENED(Grade.WIDENS, "multipleOf is gone or divides the old one."),
  SYMBOL_REMOVED(Grade.BREAKS, "A symbol of an enum is gone."),
  SYMBOL_ADDED(Grade.WIDENS, "A symbol of an enum is new."),
  ITEMS_NARROWED(Grade.BREAKS, "maxItems is lower."),
  ITEMS_WIDENED(Grade.WIDENS, "maxItems is higher.");

  private final Grade grade;
  private final String meaning;

  ChangeRule(Grade grade, String meaning) {
    this.grade = grade;
    this.meaning = meaning;
  }

  /** What a change means for those who are to take it. */
  public enum Grade {
    /** Records of the old type may be refused. */
    BREAKS,
    /** More is admitted than before. */
    WIDENS;

    /** The word: {@code breaks}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The code: {@code length-narrowed}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it means for records in flight. */
  public Grade grade() {
    return grade;
  }

  /** What has changed, one sentence for people. */
  public String meaning() {
    return meaning;
  }
}
