package io.sallyport.executor.credential.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.util.PasswordUtil;

/**
 * The statements that make and drop roles. Each is written by the server's own {@code format},
 * which quotes names and literals; the password travels as its SCRAM verifier, so that no log of
 * the server's can hold it.
 */
final class Roles {
  /** The most leftover roles that are dropped at a time. */
  static final int SWEEP = 100;

  /** Random letters and digits behind the prefix. */
  static final int RANDOM = 32;

  private static final int PATIENCE_MILLIS = 1000;

  /** Membership brings the way to its own attributes: {@code SET ROLE}. */
  private static final String IS_MIGHTY =
      """
      SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_roles r
        WHERE pg_catalog.pg_has_role(?, r.oid, 'MEMBER')
        AND (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls
          OR r.rolname IN ('pg_execute_server_program', 'pg_write_server_files',
            'pg_read_server_files', 'pg_signal_backend', 'pg_checkpoint', 'pg_maintain',
            'pg_create_subscription')))\
      """;

  private static final String CAN_WRITE =
      """
      SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN (SELECT ?::pg_catalog.name AS grp) g
        WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
        AND CASE WHEN c.relkind IN ('r', 'p', 'v', 'm', 'f') THEN
            pg_catalog.has_table_privilege(g.grp, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
            OR pg_catalog.has_any_column_privilege(g.grp, c.oid, 'INSERT, UPDATE')
          WHEN c.relkind = 'S' THEN
            pg_catalog.has_sequence_privilege(g.grp, c.oid, 'USAGE, UPDATE')
          ELSE false END)
      OR EXISTS (SELECT 1 FROM pg_catalog.pg_namespace n
        WHERE pg_catalog.has_schema_privilege(?::pg_catalog.name, n.oid, 'CREATE'))
      OR pg_catalog.has_database_privilege(
        ?::pg_catalog.name, pg_catalog.current_database(), 'CREATE')\
      """;

  private static final String CREATE =
      """
      SELECT pg_catalog.format('CREATE ROLE %I LOGIN INHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE'
        ' CONNECTION LIMIT 1 PASSWORD %L VALID UNTIL %L IN ROLE %I', ?::text, ?::text,
        pg_catalog.clock_timestamp() + ? * interval '1 millisecond', ?::text)\
      """;

  private static final String LOCK = "SELECT pg_catalog.format('ALTER ROLE %I NOLOGIN', ?::text)";

  private static final String TERMINATE =
      "SELECT pg_catalog.pg_terminate_backend(pid, ?) FROM pg_catalog.pg_stat_activity"
          + " WHERE usename = ?";

  private static final String DROP = "SELECT pg_catalog.format('DROP ROLE IF EXISTS %I', ?::text)";

  /** Ours by prefix, length, form, limit and group; and over for longer than clocks differ. */
  private static final String LEFTOVERS =
      """
      SELECT r.rolname FROM pg_catalog.pg_roles r
        JOIN pg_catalog.pg_auth_members m ON m.member = r.oid
        JOIN pg_catalog.pg_roles g ON g.oid = m.roleid AND g.rolname = ?
        WHERE pg_catalog.starts_with(r.rolname, ?)
        AND pg_catalog.substr(r.rolname, ?) ~ '^[0-9a-f]{32}$'
        AND r.rolconnlimit = 1
        AND r.rolvaliduntil < pg_catalog.clock_timestamp() - interval '1 minute'
        ORDER BY r.rolvaliduntil LIMIT ?\
      """;

  private final Connection connection;

  /** Statements on a connection of the minter's, each committed by itself. */
  Roles(Connection connection) {
    this.connection = connection;
  }

  /** Whether members of {@code group} could do more than a lease is for. */
  boolean isTooMighty(String group, RoleSpec.Access access) throws SQLException {
    return holds(IS_MIGHTY, group)
        || (access == RoleSpec.Access.READ && holds(CAN_WRITE, group, group, group));
  }

  void create(String name, char[] password, String group, Duration life) throws SQLException {
    run(CREATE, name, PasswordUtil.encodeScramSha256(password), life.toMillis(), group);
  }

  /** Ends the role's sessions, then the role: it can do nothing any more, even where DROP fails. */
  void drop(String name) throws SQLException {
    run(LOCK, name);
    try (PreparedStatement statement = prepare(TERMINATE, PATIENCE_MILLIS, name);
        ResultSet ended = statement.executeQuery()) {
      while (ended.next()) {
        if (!ended.getBoolean(1)) {
          throw new SQLException("a session of the role does not end");
        }
      }
    }
    run(DROP, name);
  }

  /** Roles of this executor that outlived their lease, the oldest first. */
  List<String> leftovers(String prefix, String group) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement =
            prepare(LEFTOVERS, group, prefix, prefix.length() + 1, SWEEP);
        ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        names.add(found.getString(1));
      }
    }
    return names;
  }

  private boolean holds(String question, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(question, values);
        ResultSet answer = statement.executeQuery()) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  private void run(String format, Object... values) throws SQLException {
    String command;
    try (PreparedStatement statement = prepare(format, values);
        ResultSet written = statement.executeQuery()) {
      written.next();
      command = written.getString(1);
    }
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(command);
    }
  }

  private PreparedStatement prepare(String text, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
