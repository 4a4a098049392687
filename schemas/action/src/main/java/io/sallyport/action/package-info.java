/** Action types: Avro schemas with constraints, their fingerprint and their canonical records. */
@NullMarked
package io.sallyport.action;

import org.jspecify.annotations.NullMarked;
