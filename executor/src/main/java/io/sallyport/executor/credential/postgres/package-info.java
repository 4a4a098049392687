/** Roles of a PostgreSQL server that live for one action. */
@NullMarked
package io.sallyport.executor.credential.postgres;

import org.jspecify.annotations.NullMarked;
