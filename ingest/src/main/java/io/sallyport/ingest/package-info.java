/** The HTTP gateway: receive, authenticate, publish, answer. */
@NullMarked
package io.sallyport.ingest;

import org.jspecify.annotations.NullMarked;
