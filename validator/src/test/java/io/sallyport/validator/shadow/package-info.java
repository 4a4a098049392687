/** Tests of the shadow. */
@NullMarked
package io.sallyport.validator.shadow;

import org.jspecify.annotations.NullMarked;
