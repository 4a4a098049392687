/** Tests of this package. */
@NullMarked
package io.sallyport.executor.lane;

import org.jspecify.annotations.NullMarked;
