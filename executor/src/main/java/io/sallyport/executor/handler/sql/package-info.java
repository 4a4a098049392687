/** Performs an action as one registered statement in one PostgreSQL transaction. */
@NullMarked
package io.sallyport.executor.handler.sql;

import org.jspecify.annotations.NullMarked;
