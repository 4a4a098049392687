package io.sallyport.executor.handler.sql;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.credential.postgres.RoleSpec.Access;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.postgres.Server;
import io.sallyport.executor.postgres.Shop;
import io.sallyport.service.config.ByteCount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/**
 * One action and its credential, to be performed on the shop.
 *
 * @param home where the minter's password lies
 * @param spec what is performed
 */
record SqlTrial(Path home, SqlSpec spec) {
  static final ActionId ACTION = new ActionId("A".repeat(43));
  static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");
  static final Duration TIMEOUT = Duration.ofSeconds(8);

  private static final ActionLedger LEDGER = ActionLedger.parse("public.sallyport_actions");

  /** A statement that changes one row at most and returns nothing. */
  static SqlTrial of(Path home, String statement) {
    SqlSpec.Limits limits = new SqlSpec.Limits(TIMEOUT, 1, new ByteCount(1024));
    return new SqlTrial(
        home,
        new SqlSpec(
            Shop.DATABASE.server(),
            StatementTemplate.parse(statement),
            LEDGER,
            false,
            Set.of(),
            limits));
  }

  /** The same for a type with effect read, with these columns. */
  SqlTrial reading(String... columns) {
    return with(spec.server(), true, Set.of(columns), spec.limits());
  }

  SqlTrial returning(String... columns) {
    return with(spec.server(), spec.readOnly(), Set.of(columns), spec.limits());
  }

  SqlTrial on(Server server) {
    return with(server, spec.readOnly(), spec.columns(), spec.limits());
  }

  SqlTrial within(Duration timeout) {
    SqlSpec.Limits old = spec.limits();
    return with(
        spec.server(),
        spec.readOnly(),
        spec.columns(),
        new SqlSpec.Limits(timeout, old.maxRows(), old.maxResponse()));
  }

  SqlTrial rows(int most) {
    SqlSpec.Limits old = spec.limits();
    return with(
        spec.server(),
        spec.readOnly(),
        spec.columns(),
        new SqlSpec.Limits(old.timeout(), most, old.maxResponse()));
  }

  private SqlTrial with(
      Server server, boolean readOnly, Set<String> columns, SqlSpec.Limits limits) {
    return new SqlTrial(
        home, new SqlSpec(server, spec.statement(), spec.ledger(), readOnly, columns, limits));
  }

  Performed perform() throws IOException {
    return perform(fields("paid"));
  }

  Performed perform(GenericRecord fields) throws IOException {
    return perform(fields, new Performance.Times(FAR, FAR, Clock.systemUTC()));
  }

  Performed perform(GenericRecord fields, Performance.Times times) throws IOException {
    return perform(fields, times, Optional::empty);
  }

  Performed perform(GenericRecord fields, Performance.Times times, Supplier<Optional<Code>> halt)
      throws IOException {
    try (Lease lease = lease(fields)) {
      return new SqlHandler(spec).perform(new Performance(ACTION, fields, lease, times, halt));
    }
  }

  Lease lease(GenericRecord fields) throws IOException {
    return Shop.credential(home, spec.readOnly() ? Access.READ : Access.WRITE, TIMEOUT)
        .lease(new LeaseRequest(ACTION, fields, TIMEOUT))
        .orElseThrow();
  }

  /** An order's number and its new state. */
  static GenericRecord fields(String state) {
    var schema =
        SchemaBuilder.record("Change")
            .namespace("com.example")
            .fields()
            .requiredInt("id")
            .requiredString("state")
            .endRecord();
    return new GenericRecordBuilder(schema).set("id", 1).set("state", state).build();
  }
}
