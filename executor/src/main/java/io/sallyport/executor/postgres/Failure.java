package io.sallyport.executor.postgres;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/**
 * What a failure means, without its text: that can hold values.
 *
 * @param state the SQLSTATE, five letters and digits
 * @param answered whether the server said so, and did not just end the session or run out of time
 */
public record Failure(String state, boolean answered) {
  private static final String INTERVENTION = "57";
  private static final String IDLE = "25P03";
  private static final String RESULT_LIMIT = "maxResultBuffer";

  /** Looks at what the driver threw. */
  public static Failure of(SQLException thrown) {
    String state = Optional.ofNullable(thrown.getSQLState()).orElse("unknown");
    boolean server = thrown instanceof PSQLException told && told.getServerErrorMessage() != null;
    return new Failure(state, server && !state.startsWith(INTERVENTION) && !state.equals(IDLE));
  }

  /** Whether a result was larger than its session's terms; the driver has no code for it. */
  public static boolean isTooLarge(SQLException thrown) {
    return String.valueOf(thrown.getMessage()).contains(RESULT_LIMIT);
  }
}
