/** Tests of this package. */
@NullMarked
package io.sallyport.executor.credential.postgres;

import org.jspecify.annotations.NullMarked;
