/** Tests of releases. */
@NullMarked
package io.sallyport.validator.release;

import org.jspecify.annotations.NullMarked;
