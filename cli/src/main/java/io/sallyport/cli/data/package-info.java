/** The data directory of a stack: its files, its addresses and its Kafka credentials. */
@NullMarked
package io.sallyport.cli.data;

import org.jspecify.annotations.NullMarked;
