package io.sallyport.executor.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.executor.bundle.HandlerDocument.Kind;
import io.sallyport.executor.credential.postgres.PostgresCredential;
import io.sallyport.executor.handler.sql.SqlSpec;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bundle with a statement, and each refusal by one change to it. */
class SqlDocumentsTest {
  private static final String ACTION =
      """
      {"type": "record", "name": "Change", "namespace": "com.example.actions", "doc": "A change.",
       "effect": "write", "cell": "deployments", "orderBy": "order", "maxTtl": "10m",
       "classification": "internal", "idempotent": false, "minAssurance": "shared",
       "fields": [
         {"name": "order", "type": {"type": "string", "maxLength": 20,
           "pattern": "[a-z0-9]{1,20}"}},
         {"name": "count", "type": {"type": "int", "min": 0, "max": 9}},
         {"name": "tags", "type": {"type": "array", "maxItems": 2,
           "items": {"type": "string", "maxLength": 9, "pattern": "[a-z]{1,9}"}}}]}
      """;

  private static final String HANDLER =
      """
      apiVersion: sallyport/v1
      kind: Handler
      metadata: {name: change}
      spec:
        action: com.example.actions.Change
        fingerprint: FINGERPRINT
        credential: orders
        timeout: 10s
        sql:
          server: {host: db.example.com, database: shop, tls: {caFile: keys/ca.pem}}
          statement: 'UPDATE s.t SET n = {count} WHERE id = {order}'
          maxRows: 3
          columns: [id, n]
          maxResponse: 2KiB
      """;

  private static final String CREDENTIAL =
      """
      apiVersion: sallyport/v1
      kind: Credential
      metadata: {name: orders}
      spec:
        lease: {max: 60s, limit: 8}
        postgres:
          server: {host: db.example.com, database: shop, tls: {caFile: keys/ca.pem}}
          user: minter
          passwordFile: secrets/minter
          group: orders
          access: write
      """;

  @TempDir private Path home;
  private BundleOnDisk bundle;

  @BeforeEach
  void writesBundle() throws IOException {
    bundle = BundleOnDisk.of(home, ACTION, HANDLER);
    Files.writeString(home.resolve("keys/ca.pem"), "x");
    bundle.secret("minter", "t0ps3cret");
    bundle.write("credential.yaml", CREDENTIAL);
  }

  @Test
  void readsStatementAndItsLimits() throws IOException {
    SqlSpec spec = sql();

    assertThat(spec.statement().sql()).isEqualTo("UPDATE s.t SET n = ? WHERE id = ?");
    assertThat(spec.columns()).containsExactlyInAnyOrder("id", "n");
    assertThat(spec.limits().maxRows()).isEqualTo(3);
    assertThat(spec.limits().maxResponse().bytes()).isEqualTo(2048);
    assertThat(spec.limits().timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(spec.ledger().table()).isEqualTo("\"public\".\"sallyport_actions\"");
    assertThat(spec.server().port()).isEqualTo(5432);
    assertThat(spec.readOnly()).isFalse();
  }

  @Test
  void readsRolesThatTheCredentialMakes() throws IOException {
    assertThat(bundle.read().credentials().getFirst().credential())
        .isInstanceOfSatisfying(
            PostgresCredential.class,
            roles -> {
              assertThat(roles.longest()).isEqualTo(Duration.ofMinutes(1));
              assertThat(roles.spec().prefix()).isEqualTo("sallyport_");
              assertThat(roles.toString() + roles.spec()).doesNotContain("t0ps3cret");
            });
  }

  @Test
  void readsOnlyWhereTheTypeReads() throws IOException {
    bundle.changeType("\"effect\": \"write\"", "\"effect\": \"read\"");
    bundle.change("handler.yaml", "UPDATE s.t SET n = {count}", "SELECT n FROM s.t");
    bundle.change("credential.yaml", "access: write", "access: read");

    assertThat(sql().readOnly()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "handler.yaml | maxRows: 3 | maxRows: 0 | maxRows",
        "handler.yaml | maxRows: 3 | maxRows: 10001 | maxRows",
        "handler.yaml | maxResponse: 2KiB | maxResponse: 1023 | maxResponse",
        "handler.yaml | maxResponse: 2KiB | maxResponse: 17MiB | maxResponse",
        "handler.yaml | [id, n] | [id, id] | name each column once",
        "handler.yaml | {count} | {tags} | {tags} is no string",
        "handler.yaml | {count} | {other} | {other} is no string",
        "handler.yaml | {count} | ''{count}'' | without braces",
        "handler.yaml | {order}' | {order}; DROP TABLE s.t' | character",
        "handler.yaml | UPDATE s.t SET n = {count} WHERE | CALL s.p | begins with",
        "handler.yaml | maxRows: 3 | ledger: actions | schema.table",
        "handler.yaml | maxRows: 3 | maxRow: 3 | did you mean",
        "handler.yaml | ca.pem | none.pem | cannot be read",
        "handler.yaml | {caFile: keys/ca.pem} | {mode: disable} | 127.0.0.1 and ::1 only",
        "handler.yaml | {caFile: keys/ca.pem} | {mode: require} | must be one of",
        "handler.yaml | {caFile: keys/ca.pem} | {} | caFile",
        "handler.yaml | shop | shop2 | for another server",
        "handler.yaml | db.example.com | db2.example.com | for another server",
        "handler.yaml | `  sql:` | `  http: {}\n  sql:` |"
            + " one of http, sql, process, java, ssh and kafka",
        "credential.yaml | access: write | access: read | access must be write",
        "credential.yaml | access: write | access: all | must be one of",
        "credential.yaml | group: orders | group: minter | another role",
        "credential.yaml | group: orders | prefix: P | group",
        "credential.yaml | secrets/minter | secrets/other | is not a plain file",
        "credential.yaml | `  postgres:` | `  file: {}\n  postgres:` | is of one kind",
      })
  void refuses(String file, String part, String other, String message) throws IOException {
    bundle.change(file, part, other);

    assertThatThrownBy(bundle::read)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("t0ps3cret");
  }

  @Test
  void sendsNoDatabasePasswordOverHttp() throws IOException {
    String handler = Files.readString(home.resolve("bundle/handler.yaml"));
    int sql = handler.indexOf("  sql:");
    bundle.write(
        "handler.yaml",
        handler.substring(0, sql)
            + "  http: {method: POST, origin: 'https://a.example:443', path: /, success: [200]}\n");

    assertThatThrownBy(bundle::read).hasMessageContaining("is for sql handlers");
  }

  @Test
  void takesNoTokenForStatement() throws IOException {
    String credential = Files.readString(home.resolve("bundle/credential.yaml"));
    int postgres = credential.indexOf("  postgres:");
    bundle.write(
        "credential.yaml", credential.substring(0, postgres) + "  file: {path: secrets/minter}\n");

    assertThatThrownBy(bundle::read).hasMessageContaining("needs a postgres credential");
  }

  private SqlSpec sql() throws IOException {
    return bundle.read().handlers().getFirst().kind() instanceof Kind.Sql(SqlSpec spec)
        ? spec
        : org.assertj.core.api.Assertions.fail("no statement");
  }
}
