package io.sallyport.validator.decide;

import io.sallyport.contract.id.DeskKey;
import java.time.Instant;
import java.util.Optional;

/**
 * When and where it is decided.
 *
 * @param now the wall clock
 * @param receipt the id of the receipt that will say so
 * @param desk with whose memory, if it is the desk that decides
 */
public record Occasion(Instant now, String receipt, Optional<DeskKey> desk) {}
