package io.sallyport.cli.scaffold;

/**
 * One value of the payload that becomes a field.
 *
 * @param field the field's name, an ASCII identifier
 * @param member the top-level member of the payload in which the value lies
 * @param select the CEL that reads the value
 * @param value a {@code String}, {@code Long}, {@code Boolean} or {@code Double}
 */
record Chosen(String field, String member, String select, Object value) {}
