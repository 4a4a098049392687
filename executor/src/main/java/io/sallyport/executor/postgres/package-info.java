/** One PostgreSQL server, and sessions on it that end in time. */
@NullMarked
package io.sallyport.executor.postgres;

import org.jspecify.annotations.NullMarked;
