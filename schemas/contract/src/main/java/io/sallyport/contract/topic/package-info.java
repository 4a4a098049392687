/** The manifest of topics, ACLs and their creation on a broker. */
@NullMarked
package io.sallyport.contract.topic;

import org.jspecify.annotations.NullMarked;
