package io.sallyport.validator.defer;

import io.sallyport.contract.id.Bytes;
import io.sallyport.validator.bundle.DeferLimits;
import java.util.Optional;

/** What is remembered of what waits on one partition. */
public interface DeferMemory {
  /** Nothing waits. */
  DeferMemory EMPTY =
      new DeferMemory() {
        @Override
        public Optional<Deferred> last(Line line) {
          return Optional.empty();
        }

        @Override
        public boolean isFull(Bytes payer, DeferLimits limits) {
          return false;
        }
      };

  /** What waits behind all others in that line. */
  Optional<Deferred> last(Line line);

  /** Whether as much waits as may, of that signer or of all. */
  boolean isFull(Bytes payer, DeferLimits limits);
}
