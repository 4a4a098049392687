/** Receipts read from the broker and verified, chain by chain. */
@NullMarked
package io.sallyport.cli.audit;

import org.jspecify.annotations.NullMarked;
