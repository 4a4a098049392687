/** The bundles below {@code samples/}, each in an installation of real processes. */
@NullMarked
package io.sallyport.compose.sample;

import org.jspecify.annotations.NullMarked;
