/** The handler that performs an action as one HTTP request to one pinned origin. */
@NullMarked
package io.sallyport.executor.handler.http;

import org.jspecify.annotations.NullMarked;
