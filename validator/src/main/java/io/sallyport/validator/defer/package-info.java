/** Remembers what waits at the desk, in its order. */
@NullMarked
package io.sallyport.validator.defer;

import org.jspecify.annotations.NullMarked;
