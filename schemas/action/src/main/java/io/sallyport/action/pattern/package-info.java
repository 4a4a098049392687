/** Regular expressions whose cost is bounded when they are compiled, not only when they match. */
@NullMarked
package io.sallyport.action.pattern;

import org.jspecify.annotations.NullMarked;
