package io.sallyport.validator.admit;

import io.sallyport.contract.id.DedupeId;
import java.util.Optional;

/** What the gate remembers of earlier deliveries. */
@FunctionalInterface
public interface Memory {
  /** The memory of {@code id}, whether over or not. */
  Optional<Seen> find(DedupeId id);
}
