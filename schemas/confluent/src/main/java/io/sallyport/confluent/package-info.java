/** The registry seen through the official client: subjects and schema ids. */
@NullMarked
package io.sallyport.confluent;

import org.jspecify.annotations.NullMarked;
