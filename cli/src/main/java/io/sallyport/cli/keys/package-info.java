/** Keys in documents: made, told, and replaced by others while the work goes on. */
@NullMarked
package io.sallyport.cli.keys;

import org.jspecify.annotations.NullMarked;
