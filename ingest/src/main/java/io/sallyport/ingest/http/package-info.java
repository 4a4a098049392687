/** The HTTP side: strict requests in, short answers out, on Jetty's core server. */
@NullMarked
package io.sallyport.ingest.http;

import org.jspecify.annotations.NullMarked;
