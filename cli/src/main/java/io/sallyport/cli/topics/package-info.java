/** The command topics: a broker's topics, grants and subjects against their declaration. */
@NullMarked
package io.sallyport.cli.topics;

import org.jspecify.annotations.NullMarked;
