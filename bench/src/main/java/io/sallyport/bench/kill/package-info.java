/** The gate under {@code kill -9}, and a checker of its own for what it leaves behind. */
@NullMarked
package io.sallyport.bench.kill;

import org.jspecify.annotations.NullMarked;
