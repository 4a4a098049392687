/** Tests of this package. */
@NullMarked
package io.sallyport.executor.claim;

import org.jspecify.annotations.NullMarked;
