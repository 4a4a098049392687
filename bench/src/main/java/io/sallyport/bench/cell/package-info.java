/** Where an executor is measured: a broker, sealed actions, and a home to run in. */
@NullMarked
package io.sallyport.bench.cell;

import org.jspecify.annotations.NullMarked;
