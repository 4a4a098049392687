package io.sallyport.evidence.source;

import io.sallyport.contract.id.DedupeId;
import java.time.Duration;

/**
 * What makes two arrivals the same delivery, and for how long that is remembered.
 *
 * @param by which signed bytes
 * @param window how long after the first arrival another counts as a duplicate
 */
public record Dedupe(DedupeId.Basis by, Duration window) {}
