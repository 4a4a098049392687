/** What is remembered of sessions: append-only, chained, bounded, and over for good. */
@NullMarked
package io.sallyport.validator.session;

import org.jspecify.annotations.NullMarked;
