/** What memory ingest may have. */
@NullMarked
package io.sallyport.bench.ingest;

import org.jspecify.annotations.NullMarked;
