/** One claimed action, from its lease to its ending. */
@NullMarked
package io.sallyport.executor.perform;

import org.jspecify.annotations.NullMarked;
