/** Tests of this package. */
@NullMarked
package io.sallyport.executor.bundle;

import org.jspecify.annotations.NullMarked;
