/** What becomes known of an action's end: the ending, its receipt, its metrics. */
@NullMarked
package io.sallyport.executor.outcome;

import org.jspecify.annotations.NullMarked;
