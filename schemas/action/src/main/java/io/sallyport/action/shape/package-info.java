/** What values a constrained Avro type admits. */
@NullMarked
package io.sallyport.action.shape;

import org.jspecify.annotations.NullMarked;
