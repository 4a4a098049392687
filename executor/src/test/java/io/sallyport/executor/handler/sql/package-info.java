/** Tests of this package. */
@NullMarked
package io.sallyport.executor.handler.sql;

import org.jspecify.annotations.NullMarked;
