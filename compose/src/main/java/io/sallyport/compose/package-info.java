/** Tests of the whole: rules between the modules, the broker's grants, and the real processes. */
@NullMarked
package io.sallyport.compose;

import org.jspecify.annotations.NullMarked;
