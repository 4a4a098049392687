/** Exports of receipts, and everything that can be done to them. */
@NullMarked
package io.sallyport.cli.witness;

import org.jspecify.annotations.NullMarked;
