package io.sallyport.validator.trial;

import io.sallyport.contract.id.Bytes;
import java.time.Instant;
import java.util.Optional;

/**
 * One payload as if a source had sent it and its evidence had held.
 *
 * @param source the source's name, one of the bundle
 * @param payload the raw bytes
 * @param contentType its media type; without one, the first that the source accepts
 * @param now the wall clock, and when the broker appended it
 */
public record Sample(String source, Bytes payload, Optional<String> contentType, Instant now) {}
