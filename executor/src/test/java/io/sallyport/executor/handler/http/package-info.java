/** Tests of this package. */
@NullMarked
package io.sallyport.executor.handler.http;

import org.jspecify.annotations.NullMarked;
