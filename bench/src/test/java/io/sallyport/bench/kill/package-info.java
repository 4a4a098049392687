/** Tests of the kill series and its audit. */
@NullMarked
package io.sallyport.bench.kill;

import org.jspecify.annotations.NullMarked;
