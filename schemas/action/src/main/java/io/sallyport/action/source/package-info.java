/** The text of a schema as JSON with places, and the rules that it can break. */
@NullMarked
package io.sallyport.action.source;

import org.jspecify.annotations.NullMarked;
