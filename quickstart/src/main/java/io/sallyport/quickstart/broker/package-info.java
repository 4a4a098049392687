/** One real Kafka node with mutual TLS and ACLs: in this JVM for tests, or as its own process. */
@NullMarked
package io.sallyport.quickstart.broker;

import org.jspecify.annotations.NullMarked;
