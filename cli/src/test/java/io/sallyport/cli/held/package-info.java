/** Persons and a validator on a real broker. */
@NullMarked
package io.sallyport.cli.held;

import org.jspecify.annotations.NullMarked;
