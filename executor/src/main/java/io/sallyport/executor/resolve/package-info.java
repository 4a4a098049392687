/** Operators' signed words on actions in doubt, from their topic to the lanes that record them. */
@NullMarked
package io.sallyport.executor.resolve;

import org.jspecify.annotations.NullMarked;
