/** Performs an action as one record on a topic of the same cluster, inside the turn. */
@NullMarked
package io.sallyport.executor.handler.kafka;

import org.jspecify.annotations.NullMarked;
