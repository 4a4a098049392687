/** The handler that performs an action as one run of one program, in a sandbox. */
@NullMarked
package io.sallyport.executor.handler.process;

import org.jspecify.annotations.NullMarked;
