package io.sallyport.executor.verify;

import io.sallyport.action.ActionType;
import java.time.Duration;
import java.util.Optional;

/**
 * A schema of the executor's own bundle.
 *
 * @param type the schema with its constraints
 * @param budget how long one action of it may take; empty when no handler pins this schema
 */
public record PinnedType(ActionType type, Optional<Duration> budget) {}
