/** The executor's throughput beside what cannot be avoided, and fast keys beside slow ones. */
@NullMarked
package io.sallyport.bench.execute;

import org.jspecify.annotations.NullMarked;
