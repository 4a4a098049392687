/** The one binary form of a record, and the frame that it travels in. */
@NullMarked
package io.sallyport.action.record;

import org.jspecify.annotations.NullMarked;
