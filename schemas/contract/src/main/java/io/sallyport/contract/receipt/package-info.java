/** Signed receipts of decisions and outcomes, chained per writer. */
@NullMarked
package io.sallyport.contract.receipt;

import org.jspecify.annotations.NullMarked;
