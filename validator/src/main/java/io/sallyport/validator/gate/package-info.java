/** The pure core: what one delivery leads to. */
@NullMarked
package io.sallyport.validator.gate;

import org.jspecify.annotations.NullMarked;
