/** What an action type says beside its fields. */
@NullMarked
package io.sallyport.action.terms;

import org.jspecify.annotations.NullMarked;
