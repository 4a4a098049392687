/** Tests of this package. */
@NullMarked
package io.sallyport.quickstart;

import org.jspecify.annotations.NullMarked;
