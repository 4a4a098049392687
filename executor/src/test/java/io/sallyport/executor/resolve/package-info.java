/** Tests of what becomes of operators' words on actions in doubt. */
@NullMarked
package io.sallyport.executor.resolve;

import org.jspecify.annotations.NullMarked;
