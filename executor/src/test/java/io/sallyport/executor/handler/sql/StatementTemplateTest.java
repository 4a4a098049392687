package io.sallyport.executor.handler.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("ASI02")
class StatementTemplateTest {
  @Test
  void makesParametersOfFields() {
    StatementTemplate template =
        StatementTemplate.parse("UPDATE s.t SET a = {a}, b = {b}::uuid\nWHERE c IN ({a},{c_1})");

    assertThat(template.sql()).isEqualTo("UPDATE s.t SET a = ?, b = ?::uuid\nWHERE c IN (?,?)");
    assertThat(template.fields()).containsExactly("a", "b", "a", "c_1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "select \"a b\", 'it''s; -- ? $1' FROM s.t",
        "WITH x AS (SELECT 1) DELETE FROM s.t WHERE a = {a}",
        "VALUES ({a}, - {b})",
        "SELECT a FROM s.t WHERE id IN (SELECT id FROM s.u) FOR NO KEY UPDATE",
        "INSERT INTO s.t VALUES ({a}) ON CONFLICT (id) DO UPDATE SET a = {a}",
        "MERGE INTO s.t USING s.u ON t.id = u.id WHEN MATCHED THEN UPDATE SET a = u.a",
        "SELECT a[1] FROM s.t WHERE a @> ARRAY[{a}] AND b ->> 'x' = {b}",
        "SELECT 1 - - 1",
      })
  void takesOneStatement(String text) {
    assertThat(StatementTemplate.parse(text).sql()).startsWithIgnoringCase(text.substring(0, 6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT '{a}' | without braces",
        "SELECT \"{a}\" | without braces",
        "SELECT 'it''s {a}' | without braces",
        "SELECT 1 -- {a} | no comment",
        "SELECT 1 --{a} | no comment",
        "SELECT 1 /* {a} */ | no comment",
        "SELECT 1 /*/{a} | no comment",
        "SELECT 1; DELETE FROM s.t | character",
        "SELECT 1; | character",
        "SELECT $$ {a} $$ | character",
        "SELECT $1 | character",
        "SELECT a ? 'b' FROM s.t | character",
        "SELECT 'a\\' | backslashes",
        "SELECT E'a' | a space between",
        "SELECT U&'a' | a space between",
        "SELECT {a}'b' | a space between",
        "SELECT 'b'{a} | a space between",
        "SELECT {a}{b} | a space between",
        "SELECT x{a} | a space between",
        "SELECT {a}x | a space between",
        "SELECT 'a | does not close a quote",
        "SELECT \"a | does not close a quote",
        "SELECT { a } | {field}",
        "SELECT {} | {field}",
        "SELECT {1a} | {field}",
        "SELECT {a | {field}",
        "SELECT {a-b} | {field}",
        "SELECT {fn now()} | {field}",
        "SELECT a} | character",
        "SELECT (1 | does not close a parenthesis",
        "SELECT 1) + (2 | did not open",
        "WITH x AS (DELETE FROM s.t RETURNING 1) SELECT count(*) FROM x | within parentheses",
        "WITH x AS (SELECT 1 SET key DELETE FROM s.t) SELECT 1 | within parentheses",
        "SELECT a FROM s.t WHERE id IN (SELECT id FROM s.u FOR UPDATE) | within parentheses",
        "SELECT a INTO s.u FROM s.t | no table with INTO",
        "WITH x AS (update s.t SET a = 1 RETURNING 1) SELECT 1 | within parentheses",
        "DROP TABLE s.t | begins with",
        "COMMIT | begins with",
        "CALL s.p() | begins with",
        "DO 'x' | begins with",
        "SET ROLE x | begins with",
        "COPY s.t TO PROGRAM 'x' | begins with",
        "EXPLAIN ANALYZE DELETE FROM s.t | begins with",
        "(SELECT 1) | begins with",
        "'SELECT' | begins with",
        "{a} SELECT | begins with",
        "` SELECT 1` | begins with",
        "SELECT \u00e9 | character",
        "SELECT '\u00e9' | printable ASCII",
      })
  void refuses(String text, String message) {
    assertThatThrownBy(() -> StatementTemplate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\t", "SELECT\t1", "SELECT 1\r\n", "SELECT '\n'", "SELECT '\u0000'"})
  void refusesOtherWhitespace(String text) {
    assertThatThrownBy(() -> StatementTemplate.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasItsLengthAtMost() {
    String most = "SELECT " + "1".repeat(StatementTemplate.MAX_LENGTH - 7);

    assertThat(StatementTemplate.parse(most).sql()).isEqualTo(most);
    assertThatThrownBy(() -> StatementTemplate.parse(most + "1")).hasMessageContaining("10000");
  }

  @Test
  void hasItsParametersAtMost() {
    String most = "SELECT " + "{a},".repeat(StatementTemplate.MAX_FIELDS - 1) + "{a}";

    assertThat(StatementTemplate.parse(most).fields()).hasSize(StatementTemplate.MAX_FIELDS);
    assertThatThrownBy(() -> StatementTemplate.parse(most + ",{a}")).hasMessageContaining("100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b.c", "A.b", "a.\"b\"", "a.b;", "a. b", "", ".b", "a.1b"})
  void refusesLedgerThatIsNoTable(String text) {
    assertThatThrownBy(() -> ActionLedger.parse(text)).hasMessageContaining("schema.table");
  }
}
