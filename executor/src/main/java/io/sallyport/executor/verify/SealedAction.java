package io.sallyport.executor.verify;

import io.sallyport.executor.ledger.Task;
import org.apache.avro.generic.GenericRecord;

/**
 * An action whose record passed every check; nobody else makes one.
 *
 * @param task what the ledger needs of it
 * @param fields the values, all within their constraints
 * @param size of the record's value, in bytes
 */
public record SealedAction(Task task, GenericRecord fields, int size) {
  /** Names the action; never its values. */
  @Override
  public String toString() {
    return "SealedAction[" + task.action().id().text() + "]";
  }
}
