/** Tests of the package of the same name. */
@NullMarked
package io.sallyport.validator.trial;

import org.jspecify.annotations.NullMarked;
