/** Tests of releases. */
@NullMarked
package io.sallyport.cli.release;

import org.jspecify.annotations.NullMarked;
