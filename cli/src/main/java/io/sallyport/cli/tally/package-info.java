/** The command tally: what came in, how it ended, and what is missing. */
@NullMarked
package io.sallyport.cli.tally;

import org.jspecify.annotations.NullMarked;
