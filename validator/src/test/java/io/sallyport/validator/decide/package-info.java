/** Tests of what the gate leaves to the desk. */
@NullMarked
package io.sallyport.validator.decide;

import org.jspecify.annotations.NullMarked;
