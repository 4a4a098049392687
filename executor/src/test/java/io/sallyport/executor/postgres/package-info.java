/** Tests of this package. */
@NullMarked
package io.sallyport.executor.postgres;

import org.jspecify.annotations.NullMarked;
