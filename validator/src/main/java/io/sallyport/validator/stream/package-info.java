/**
 * The shell around the gate: Kafka Streams with its stores, settings, checks and state directory.
 */
@NullMarked
package io.sallyport.validator.stream;

import org.jspecify.annotations.NullMarked;
