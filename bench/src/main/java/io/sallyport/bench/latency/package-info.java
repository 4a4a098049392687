/** How long the gate takes for one delivery, in peace and under a flood. */
@NullMarked
package io.sallyport.bench.latency;

import org.jspecify.annotations.NullMarked;
