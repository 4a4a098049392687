/** What the audit of holds has to find. */
@NullMarked
package io.sallyport.bench.hold;

import org.jspecify.annotations.NullMarked;
