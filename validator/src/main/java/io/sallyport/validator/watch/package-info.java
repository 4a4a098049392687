/** What would be unusual of a sender, what is remembered of it, and what is then done. */
@NullMarked
package io.sallyport.validator.watch;

import org.jspecify.annotations.NullMarked;
