/** What is measured on a stack that {@code sallyport up} started. */
@NullMarked
package io.sallyport.bench.stack;

import org.jspecify.annotations.NullMarked;
