/** Leases that a minter lends over a socket: its protocol, and the executor's side of it. */
@NullMarked
package io.sallyport.executor.credential.minted;

import org.jspecify.annotations.NullMarked;
