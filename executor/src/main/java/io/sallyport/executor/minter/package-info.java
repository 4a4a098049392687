/** The process that has what leases are made from: it verifies each mandate and lends to it. */
@NullMarked
package io.sallyport.executor.minter;

import org.jspecify.annotations.NullMarked;
