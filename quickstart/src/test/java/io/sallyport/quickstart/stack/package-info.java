/** Tests of this package. */
@NullMarked
package io.sallyport.quickstart.stack;

import org.jspecify.annotations.NullMarked;
