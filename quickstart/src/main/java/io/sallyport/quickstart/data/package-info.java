/** The data directory of one stack: whose files lie where, under which user, and its ports. */
@NullMarked
package io.sallyport.quickstart.data;

import org.jspecify.annotations.NullMarked;
