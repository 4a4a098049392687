/** Tests of this package. */
@NullMarked
package io.sallyport.executor;

import org.jspecify.annotations.NullMarked;
