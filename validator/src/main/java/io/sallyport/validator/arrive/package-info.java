/**
 * Direct producers' records, keyed and placed again so that the gate, which verifies them,
 * remembers each identity in one place.
 */
@NullMarked
package io.sallyport.validator.arrive;

import org.jspecify.annotations.NullMarked;
