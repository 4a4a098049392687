/** Finding what has to be undone. */
@NullMarked
package io.sallyport.cli.unwind;

import org.jspecify.annotations.NullMarked;
