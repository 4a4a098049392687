/** Compact JWS with pinned keys: nothing is parsed before the signature holds. */
@NullMarked
package io.sallyport.contract.jws;

import org.jspecify.annotations.NullMarked;
