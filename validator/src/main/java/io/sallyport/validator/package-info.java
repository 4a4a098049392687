/** The gate between untrusted and trusted topics, as a Kafka Streams topology. */
@NullMarked
package io.sallyport.validator;

import org.jspecify.annotations.NullMarked;
