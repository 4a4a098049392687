/** What a cell's ledger holds: claims, how they ended, and what was rejected. */
@NullMarked
package io.sallyport.contract.ledger;

import org.jspecify.annotations.NullMarked;
