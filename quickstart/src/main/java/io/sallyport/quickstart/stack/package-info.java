/** A running stack: its processes, the topics and subjects they need, its start and its end. */
@NullMarked
package io.sallyport.quickstart.stack;

import org.jspecify.annotations.NullMarked;
