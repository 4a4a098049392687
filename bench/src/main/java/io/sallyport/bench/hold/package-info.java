/** What persons decide while the validator is killed, and an audit of it. */
@NullMarked
package io.sallyport.bench.hold;

import org.jspecify.annotations.NullMarked;
