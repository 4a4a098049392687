/** Tests of this package. */
@NullMarked
package io.sallyport.executor.resilience;

import org.jspecify.annotations.NullMarked;
