package io.sallyport.executor.handler.sql;

import io.sallyport.executor.postgres.Server;
import io.sallyport.service.config.ByteCount;
import java.time.Duration;
import java.util.Set;

/**
 * What a Handler document says about its statement.
 *
 * @param server the exact database, never from a record
 * @param statement with its parameters
 * @param ledger where performed actions stand
 * @param readOnly whether the type's effect is {@code read}: nothing may be changed
 * @param columns the columns that the result may have, and no others
 * @param limits how long and how much
 */
public record SqlSpec(
    Server server,
    StatementTemplate statement,
    ActionLedger ledger,
    boolean readOnly,
    Set<String> columns,
    Limits limits) {
  /** Copies the columns. */
  public SqlSpec {
    columns = Set.copyOf(columns);
  }

  /**
   * How long and how much; more is rolled back.
   *
   * @param timeout from the first attempt to connect until the answer is known
   * @param maxRows the most rows that are returned, or changed
   * @param maxResponse the most bytes of the result's values
   */
  public record Limits(Duration timeout, int maxRows, ByteCount maxResponse) {}
}
