/** Tests of operators' words on actions in doubt. */
@NullMarked
package io.sallyport.contract.resolution;

import org.jspecify.annotations.NullMarked;
