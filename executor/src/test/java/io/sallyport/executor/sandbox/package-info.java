/** Tests of sandboxes, with programs that try to leave them. */
@NullMarked
package io.sallyport.executor.sandbox;

import org.jspecify.annotations.NullMarked;
