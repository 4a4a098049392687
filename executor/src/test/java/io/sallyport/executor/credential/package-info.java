/** Tests of this package. */
@NullMarked
package io.sallyport.executor.credential;

import org.jspecify.annotations.NullMarked;
