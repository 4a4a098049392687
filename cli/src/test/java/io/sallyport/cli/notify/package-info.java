/** Notifications to real receivers, from a real broker. */
@NullMarked
package io.sallyport.cli.notify;

import org.jspecify.annotations.NullMarked;
