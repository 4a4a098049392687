/** Tests of this package. */
@NullMarked
package io.sallyport.executor.perform;

import org.jspecify.annotations.NullMarked;
