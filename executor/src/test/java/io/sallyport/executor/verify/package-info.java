/** Tests of this package. */
@NullMarked
package io.sallyport.executor.verify;

import org.jspecify.annotations.NullMarked;
