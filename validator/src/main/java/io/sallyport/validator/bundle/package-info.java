/** Reads a bundle, checks it as a whole and names it by its digest. */
@NullMarked
package io.sallyport.validator.bundle;

import org.jspecify.annotations.NullMarked;
