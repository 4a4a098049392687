/** Fills the declared fields of an action from an event, and nothing else. */
@NullMarked
package io.sallyport.validator.bind;

import org.jspecify.annotations.NullMarked;
