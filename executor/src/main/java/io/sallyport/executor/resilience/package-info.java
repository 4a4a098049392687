/** How a handler deals with a target that fails: further attempts, its circuit, its share. */
@NullMarked
package io.sallyport.executor.resilience;

import org.jspecify.annotations.NullMarked;
