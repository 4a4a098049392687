/** Tests of this package. */
@NullMarked
package io.sallyport.executor.ledger;

import org.jspecify.annotations.NullMarked;
