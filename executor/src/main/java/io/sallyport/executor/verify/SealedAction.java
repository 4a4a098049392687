package io.sallyport.executor.verify;

import io.sallyport.contract.revocation.Target;
import io.sallyport.executor.ledger.Task;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/**
 * An action whose record passed every check; nobody else makes one.
 *
 * @param task what the ledger needs of it
 * @param fields the values, all within their constraints
 * @param record as it was read, to be shown to a minter
 * @param targets by which it can be revoked
 */
public record SealedAction(
    Task task, GenericRecord fields, SealedRecord record, Set<Target> targets) {
  /** Copies the targets. */
  public SealedAction {
    targets = Set.copyOf(targets);
  }

  /** How many bytes it holds while it waits. */
  public int size() {
    return record.size();
  }

  /** Names the action; never its values. */
  @Override
  public String toString() {
    return "SealedAction[" + task.action().id().text() + "]";
  }
}
