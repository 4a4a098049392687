/** What somebody brought about, for whoever has to undo it. */
@NullMarked
package io.sallyport.cli.unwind;

import org.jspecify.annotations.NullMarked;
