/** A validator bundle as the commands for its authors read it. */
@NullMarked
package io.sallyport.cli.bundle;

import org.jspecify.annotations.NullMarked;
