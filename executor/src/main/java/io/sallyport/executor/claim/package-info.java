/** The claim protocol on Kafka: how a partition is taken over, and how a turn is written. */
@NullMarked
package io.sallyport.executor.claim;

import org.jspecify.annotations.NullMarked;
