/** Tests of the minter, but for its processes: those are in the executor's own package. */
@NullMarked
package io.sallyport.executor.minter;

import org.jspecify.annotations.NullMarked;
