package io.sallyport.executor.credential.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.executor.credential.postgres.RoleSpec.Access;
import io.sallyport.executor.postgres.Shop;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roles whose process died before it could drop them. */
class LeftoverRolesIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path home;

  @BeforeEach
  void opensShop() throws SQLException {
    Shop.open();
  }

  @Test
  void dropsLeftoversOnly() throws IOException, SQLException {
    String ours = "sallyport_" + "0".repeat(31);
    leftover(ours + "1", "- interval '61 seconds'", "orders_writer");
    leftover(ours + "2", "- interval '50 seconds'", "orders_writer");
    leftover(ours + "3", "- interval '61 seconds'", "orders_reader");
    leftover(ours + "x", "- interval '61 seconds'", "orders_writer");
    leftover(ours + "11", "- interval '61 seconds'", "orders_writer");
    leftover("sallyportx" + "0".repeat(32), "- interval '61 seconds'", "orders_writer");
    Shop.credential(home, Access.WRITE, MINUTE).tidy();

    assertThat(Shop.DATABASE.ask("SELECT rolname FROM pg_roles WHERE rolname ~ '^sallyport.?0'"))
        .containsExactlyInAnyOrder(
            ours + "2", ours + "3", ours + "x", ours + "11", "sallyportx" + "0".repeat(32));
    Shop.DATABASE.run("DROP ROLE sallyportx" + "0".repeat(32));
  }

  @Test
  void leftoverThatOwnsSomethingKeepsNoOther() throws IOException, SQLException {
    String ours = "sallyport_" + "0".repeat(31);
    leftover(ours + "1", "- interval '62 seconds'", "orders_writer");
    leftover(ours + "2", "- interval '61 seconds'", "orders_writer");
    Shop.DATABASE.run("CREATE SCHEMA owned AUTHORIZATION " + ours + "1");
    Shop.credential(home, Access.WRITE, MINUTE).tidy();

    assertThat(Shop.roles()).containsExactly(ours + "1");
    Shop.DATABASE.run("DROP SCHEMA owned");
  }

  @Test
  void dropsSoManyLeftoversAtATime() throws IOException, SQLException {
    Shop.DATABASE.run(
        "DO $$ BEGIN FOR i IN 1..101 LOOP EXECUTE format('CREATE ROLE sallyport_%s CONNECTION"
            + " LIMIT 1 VALID UNTIL ''2020-01-01'' IN ROLE orders_writer', lpad(i::text, 32, '0'));"
            + " EXECUTE format('GRANT sallyport_%s TO sallyport_minter WITH ADMIN OPTION',"
            + " lpad(i::text, 32, '0')); END LOOP; END $$");
    Shop.credential(home, Access.WRITE, MINUTE).tidy();

    assertThat(Shop.roles()).hasSize(101 - Roles.SWEEP);
  }

  private void leftover(String name, String until, String group) throws SQLException {
    Shop.DATABASE.run(
        "DO $$ BEGIN EXECUTE format('CREATE ROLE "
            + name
            + " CONNECTION LIMIT 1 VALID UNTIL %L IN ROLE "
            + group
            + "', now() "
            + until
            + "); END $$",
        "GRANT " + name + " TO sallyport_minter WITH ADMIN OPTION");
  }
}
