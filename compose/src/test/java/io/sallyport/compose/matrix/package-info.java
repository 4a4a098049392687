/** What tests say that they hold, as a page. */
@NullMarked
package io.sallyport.compose.matrix;

import org.jspecify.annotations.NullMarked;
