/** Throughput of the gate on a broker, beside what cannot be avoided and beside doing nothing. */
@NullMarked
package io.sallyport.bench.throughput;

import org.jspecify.annotations.NullMarked;
