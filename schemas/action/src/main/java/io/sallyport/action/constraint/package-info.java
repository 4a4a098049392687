/** Checks a record against the constraints of its action type. */
@NullMarked
package io.sallyport.action.constraint;

import org.jspecify.annotations.NullMarked;
