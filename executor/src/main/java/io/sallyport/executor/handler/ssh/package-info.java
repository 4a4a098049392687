/** The handler that performs an action as one session of ssh(1), in a sandbox. */
@NullMarked
package io.sallyport.executor.handler.ssh;

import org.jspecify.annotations.NullMarked;
