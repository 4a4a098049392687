package io.sallyport.executor.credential.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sallyport.contract.id.ActionId;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.credential.postgres.RoleSpec.Access;
import io.sallyport.executor.postgres.Login;
import io.sallyport.executor.postgres.Session;
import io.sallyport.executor.postgres.Shop;
import io.sallyport.executor.postgres.Terms;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Passwords stand in no log at its finest, no exception and no text form. */
@Tag("NHI2")
class SecrecyIT {
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final LeaseRequest REQUEST =
      new LeaseRequest(
          new ActionId("A".repeat(43)),
          new GenericData.Record(SchemaBuilder.record("Change").fields().endRecord()),
          TIME);

  @TempDir private Path home;
  private final StringBuilder driverLog = new StringBuilder();
  private final ListAppender<ILoggingEvent> ownLog = new ListAppender<>();

  @BeforeEach
  void opensShop() throws SQLException {
    Shop.open();
  }

  @Test
  void showsNoPasswordAnywhere() throws IOException, SQLException {
    PostgresCredential credential = Shop.credential(home, Access.WRITE, TIME);
    Optional<String> password = Optional.empty();
    StringBuilder shown = new StringBuilder();
    Recorder recorder = new Recorder();
    record(recorder);
    try (Lease lease = credential.lease(REQUEST).orElseThrow()) {
      password = Optional.of(lease.password());
      Login login = new Login(lease.companion().orElseThrow(), lease.password());
      Session.open(Shop.DATABASE.server(), login, Terms.within(TIME)).close();
      shown.append(lease).append(credential).append(credential.spec()).append(login);
      shown.append(failure(lease));
      Files.writeString(home.resolve("minter"), "wrong-password");
      credential.lease(REQUEST);
      Files.writeString(home.resolve("minter"), Shop.PASSWORD);
    } finally {
      forget(recorder);
    }
    ownLog.list.forEach(event -> shown.append(event.getFormattedMessage()));
    shown.append(driverLog).append(Shop.DATABASE.log());

    assertThat(driverLog).contains("CREATE ROLE", "DROP ROLE");
    assertThat(ownLog.list).isNotEmpty();
    assertThat(shown.toString())
        .contains("SCRAM-SHA-256$")
        .doesNotContain(password.orElseThrow())
        .doesNotContain("wrong-password");
  }

  private String failure(Lease lease) {
    StringWriter text = new StringWriter();
    Login wrong = new Login(lease.companion().orElseThrow(), lease.password() + "x");
    try (Session session = Session.open(Shop.DATABASE.server(), wrong, Terms.within(TIME))) {
      throw new AssertionError(session);
    } catch (SQLException e) {
      e.printStackTrace(new PrintWriter(text));
    }
    return text.toString();
  }

  private void record(Recorder recorder) {
    Logger driver = Logger.getLogger("org.postgresql");
    driver.setLevel(java.util.logging.Level.ALL);
    driver.addHandler(recorder);
    ownLog.start();
    ch.qos.logback.classic.Logger root =
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("io.sallyport");
    root.setLevel(Level.TRACE);
    root.addAppender(ownLog);
  }

  private void forget(Recorder recorder) {
    Logger driver = Logger.getLogger("org.postgresql");
    driver.setLevel(null);
    driver.removeHandler(recorder);
    ch.qos.logback.classic.Logger root =
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("io.sallyport");
    root.setLevel(null);
    root.detachAppender(ownLog);
  }

  /** Keeps what the driver says, parameters and all. */
  private final class Recorder extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord record) {
      driverLog.append(formatter.format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
