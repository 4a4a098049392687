/** Tests of this package. */
@NullMarked
package io.sallyport.executor.outcome;

import org.jspecify.annotations.NullMarked;
