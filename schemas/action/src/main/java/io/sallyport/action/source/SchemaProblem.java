package io.sallyport.action.source;

/**
 * One place where a schema breaks a rule.
 *
 * @param pointer JSON pointer (RFC 6901) into the schema
 * @param rule the broken rule
 * @param detail what is wrong there and what to do
 */
public record SchemaProblem(String pointer, SchemaRule rule, String detail) {
  /** One line for people: {@code /fields/0/type: string-unbounded: add maxLength}. */
  public String text() {
    return (pointer.isEmpty() ? "(root)" : pointer) + ": " + rule.text() + ": " + detail;
  }
}
