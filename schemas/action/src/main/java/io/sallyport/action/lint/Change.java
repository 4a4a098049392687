package io.sallyport.action.lint;

/**
 * One difference between two versions of an action type.
 *
 * @param pointer the property of the record, as {@code /maxTtl}, or {@code /fields} and the names
 *     of fields, {@code items}, {@code keys}, {@code values} below
 * @param rule what kind of difference
 */
public record Change(String pointer, ChangeRule rule) {
  /** One line for people: {@code /fields/note: length-narrowed (breaks): maxLength is lower.} */
  public String text() {
    return pointer + ": " + rule.text() + " (" + rule.grade().text() + "): " + rule.meaning();
  }
}
