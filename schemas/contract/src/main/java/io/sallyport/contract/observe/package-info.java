/** What every role shows of its Kafka clients, their certificate and its bundle. */
@NullMarked
package io.sallyport.contract.observe;

import org.jspecify.annotations.NullMarked;
