/** Direct producers' records, from their own topic to the gate's entrance. */
@NullMarked
package io.sallyport.validator.arrive;

import org.jspecify.annotations.NullMarked;
