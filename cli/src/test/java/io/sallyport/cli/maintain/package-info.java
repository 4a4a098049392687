/** Tests of what maintainers do with a bundle. */
@NullMarked
package io.sallyport.cli.maintain;

import org.jspecify.annotations.NullMarked;
