package io.sallyport.validator.hold;

import io.sallyport.contract.id.ActionId;
import java.time.Instant;
import java.util.Optional;

/**
 * A verdict that is remembered.
 *
 * @param id of which action
 * @param person whose
 * @param jws its compact form
 * @param until how long it waits for an action that is not held yet; none where the action is
 */
public record Kept(ActionId id, String person, String jws, Optional<Instant> until) {}
