/** What maintainers do with a bundle: keys, signatures, and whether there are enough. */
@NullMarked
package io.sallyport.cli.maintain;

import org.jspecify.annotations.NullMarked;
