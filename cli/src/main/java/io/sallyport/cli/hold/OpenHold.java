package io.sallyport.cli.hold;

import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.StatementCodec;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Hold;
import java.time.Instant;

/**
 * An action that waits for persons.
 *
 * @param held all of it
 * @param statement what persons are asked to sign
 * @param digest of the statement
 */
public record OpenHold(Held held, Statement statement, Digest digest) {
  static OpenHold of(Held held, Statement statement) {
    return new OpenHold(held, statement, StatementCodec.digest(statement));
  }

  /** Which action. */
  public ActionId id() {
    return held.id();
  }

  /** Whose approvals it waits for, and until when. */
  public Hold asked() {
    return held.hold();
  }

  /** Whether its deadline has passed. */
  public boolean isOver(Instant now) {
    return !now.isBefore(asked().deadline());
  }

  /** The statement's digest as people type it: 64 hexadecimal digits. */
  public String hex() {
    return digest.hex();
  }
}
