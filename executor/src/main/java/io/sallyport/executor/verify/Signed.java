package io.sallyport.executor.verify;

import io.sallyport.action.terms.Approval;
import io.sallyport.contract.Code;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.executor.ledger.Task;
import io.sallyport.executor.ledger.Task.Manner;
import java.util.Base64;
import java.util.Optional;

/**
 * What the validator signed.
 *
 * @param subject the record that carries it
 * @param mandate the validator's own words
 * @param pinned the schema of the executor's own bundle that they name, if it has it
 */
record Signed(Subject subject, Mandate mandate, Optional<PinnedType> pinned) {
  Verdict rejected(Code code) {
    return subject.rejected(code);
  }

  /** Whom the type asks at least, if it asks anybody. */
  Optional<Approval> floor() {
    return pinned.flatMap(known -> known.type().approval());
  }

  /** What the ledger is to know of it, performed so, in {@code cell}. */
  Task task(String cell, Manner manner) {
    Mandate.Grant grant = mandate.grant();
    ReceiptBody.Action action =
        new ReceiptBody.Action(
            mandate.id(),
            grant.action(),
            grant.effect(),
            cell,
            grant.fingerprint(),
            pinned.map(known -> known.type().classification()),
            mandate.desk());
    return usedOnce(
        new Task(
            action,
            mandate.decision().receipt(),
            subject.record().offset(),
            grant.digest(),
            Task.Order.of(
                Base64.getUrlEncoder().withoutPadding().encodeToString(grant.key().toArray())),
            manner,
            Task.Life.until(mandate.validity().expiresAt())));
  }

  /** Verdicts can be sealed again until their deadline: so long their one use is remembered. */
  private Task usedOnce(Task task) {
    return mandate.hold().map(Hold::deadline).map(task::rememberedUntil).orElse(task);
  }
}
