package io.sallyport.executor.verify;

import io.sallyport.action.ActionType;
import io.sallyport.executor.ledger.Task;
import java.util.Optional;

/**
 * A schema of the executor's own bundle.
 *
 * @param type the schema with its constraints
 * @param manner how its actions are performed; empty when no handler pins this schema
 */
public record PinnedType(ActionType type, Optional<Task.Manner> manner) {}
