/** Tests of what waits. */
@NullMarked
package io.sallyport.validator.defer;

import org.jspecify.annotations.NullMarked;
