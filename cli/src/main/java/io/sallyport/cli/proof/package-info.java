/** Receipts taken away from the broker, and verified where there is none. */
@NullMarked
package io.sallyport.cli.proof;

import org.jspecify.annotations.NullMarked;
