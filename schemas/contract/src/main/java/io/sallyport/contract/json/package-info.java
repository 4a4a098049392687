/** Strict JSON for records that we wrote ourselves. */
@NullMarked
package io.sallyport.contract.json;

import org.jspecify.annotations.NullMarked;
