/** The ledger of one partition as a pure state machine: what may start, what has ended. */
@NullMarked
package io.sallyport.executor.ledger;

import org.jspecify.annotations.NullMarked;
