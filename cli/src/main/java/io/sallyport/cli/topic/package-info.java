/** Reading Kafka topics as an operator or auditor does: what is committed, and no more. */
@NullMarked
package io.sallyport.cli.topic;

import org.jspecify.annotations.NullMarked;
