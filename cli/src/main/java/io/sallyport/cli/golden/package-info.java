/** Holds a bundle to its own tests: what was expected of each payload, and what the gate does. */
@NullMarked
package io.sallyport.cli.golden;

import org.jspecify.annotations.NullMarked;
