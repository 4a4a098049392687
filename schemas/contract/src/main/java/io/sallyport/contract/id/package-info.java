/** Ids and digests: how they are derived and written. */
@NullMarked
package io.sallyport.contract.id;

import org.jspecify.annotations.NullMarked;
