/** The Kafka side: one delivery becomes one acknowledged record on the untrusted topic. */
@NullMarked
package io.sallyport.ingest.publish;

import org.jspecify.annotations.NullMarked;
