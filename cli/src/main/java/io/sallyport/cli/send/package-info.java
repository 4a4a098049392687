/** The commands send and sign: deliveries signed as their senders would, posted or printed. */
@NullMarked
package io.sallyport.cli.send;

import org.jspecify.annotations.NullMarked;
