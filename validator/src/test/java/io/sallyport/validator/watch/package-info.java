/** Tests of what is remembered of senders. */
@NullMarked
package io.sallyport.validator.watch;

import org.jspecify.annotations.NullMarked;
