/** Benchmarks: the parts by JMH, the whole pipeline against a running stack. */
@NullMarked
package io.sallyport.bench;

import org.jspecify.annotations.NullMarked;
