package io.sallyport.executor.bundle;

import io.sallyport.action.ActionType;
import io.sallyport.action.shape.Shape;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.postgres.PostgresCredential;
import io.sallyport.executor.credential.postgres.RoleSpec;
import io.sallyport.executor.handler.sql.ActionLedger;
import io.sallyport.executor.handler.sql.SqlSpec;
import io.sallyport.executor.handler.sql.StatementTemplate;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The part {@code sql} of a Handler document. */
final class SqlPart {
  private static final int MAX_ROWS = 10_000;
  private static final int MAX_COLUMNS = 100;

  private SqlPart() {}

  /** Reads the part against the type that it performs. */
  static SqlSpec read(ConfigNode sql, Duration timeout, Optional<ActionType> type) {
    StatementTemplate statement = StatementTemplate.parse(sql.text("statement"));
    type.ifPresent(known -> checkFields(sql, known, statement));
    return new SqlSpec(
        ServerPart.read(sql.child("server")),
        statement,
        ActionLedger.parse(sql.text("ledger", "public.sallyport_actions")),
        type.map(known -> known.effect() == Effect.READ).orElse(true),
        columns(sql),
        limits(sql, timeout));
  }

  private static SqlSpec.Limits limits(ConfigNode sql, Duration timeout) {
    return new SqlSpec.Limits(
        timeout,
        Math.toIntExact(sql.integer("maxRows", 1, 1, MAX_ROWS)),
        sql.size("maxResponse", ByteCount.ofKib(64), ByteCount.ofKib(1), ByteCount.ofMib(16)));
  }

  private static Set<String> columns(ConfigNode sql) {
    List<String> named = sql.texts("columns");
    Set<String> columns = new HashSet<>(named);
    if (columns.size() != named.size() || columns.size() > MAX_COLUMNS) {
      sql.problem("columns", "must name each column once, 100 at most");
    }
    return columns;
  }

  private static void checkFields(ConfigNode sql, ActionType type, StatementTemplate statement) {
    for (String field : statement.fields()) {
      if (type.shape().fields().stream()
          .noneMatch(each -> each.name().equals(field) && isPlain(each.shape()))) {
        sql.problem(
            "statement",
            "{"
                + field
                + "} is no string, enum, integer, boolean, decimal, date or timestamp of the type");
      }
    }
  }

  /** A field that may be null becomes SQL's NULL. */
  private static boolean isPlain(Shape shape) {
    return PlainFields.isPlain(shape instanceof Shape.Maybe(var present) ? present : shape);
  }

  /** Why {@code credential} is not for a handler of that kind, if so. */
  static Optional<String> mismatch(HandlerDocument.Kind kind, Credential credential) {
    return switch (kind) {
      case HandlerDocument.Kind.Http _, HandlerDocument.Kind.Ssh _ ->
          credential instanceof PostgresCredential
              ? Optional.of("a postgres credential is for sql handlers")
              : Optional.empty();
      case HandlerDocument.Kind.Sql(SqlSpec sql) ->
          credential instanceof PostgresCredential roles
              ? mismatch(sql, roles.spec())
              : Optional.of("a sql handler needs a postgres credential");
      case HandlerDocument.Kind.Program _, HandlerDocument.Kind.Java _ ->
          throw new IllegalStateException("programs have no credential");
      case HandlerDocument.Kind.Kafka _ ->
          throw new IllegalStateException("kafka handlers have no credential");
    };
  }

  private static Optional<String> mismatch(SqlSpec sql, RoleSpec roles) {
    if (!sql.server().equals(roles.server())) {
      return Optional.of("the credential is for another server than the handler's");
    }
    boolean reads = roles.access() == RoleSpec.Access.READ;
    if (sql.readOnly() != reads) {
      return Optional.of(
          "the credential's access must be "
              + (sql.readOnly() ? "read" : "write")
              + ", as the type's effect says");
    }
    return Optional.empty();
  }
}
