package io.sallyport.validator.stream;

import io.sallyport.contract.id.DedupeId;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.admit.Seen;
import io.sallyport.validator.gate.Effects;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Told of each delivery that the gate has judged. Must not block, and changes nothing. */
@FunctionalInterface
public interface Spectator {
  /**
   * What was judged, and how.
   *
   * @param delivery which
   * @param recalled what the memory held of what the gate asked for
   * @param now the wall clock then
   * @param effects what came of it
   */
  record Judged(
      Delivery delivery, Map<DedupeId, Optional<Seen>> recalled, Instant now, Effects effects) {
    /** Copies the memories. */
    public Judged {
      recalled = Map.copyOf(recalled);
    }
  }

  /** Sees one. */
  void saw(Judged judged);
}
