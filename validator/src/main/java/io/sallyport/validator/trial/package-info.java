/** Judges single payloads with a bundle as the gate would, without a broker, keys or senders. */
@NullMarked
package io.sallyport.validator.trial;

import org.jspecify.annotations.NullMarked;
