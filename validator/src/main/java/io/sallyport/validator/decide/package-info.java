/** Decides about a bound action and seals it, at the gate or at the desk. */
@NullMarked
package io.sallyport.validator.decide;

import org.jspecify.annotations.NullMarked;
