/** Tests of the minter's protocol and of the executor's side of it. */
@NullMarked
package io.sallyport.executor.credential.minted;

import org.jspecify.annotations.NullMarked;
