/** Holds the bundles below {@code samples/} to what their pages promise. */
@NullMarked
package io.sallyport.cli.sample;

import org.jspecify.annotations.NullMarked;
