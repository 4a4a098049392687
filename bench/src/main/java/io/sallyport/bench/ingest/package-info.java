/** How much ingest takes in, how fast it answers, and the memory that it needs for that. */
@NullMarked
package io.sallyport.bench.ingest;

import org.jspecify.annotations.NullMarked;
