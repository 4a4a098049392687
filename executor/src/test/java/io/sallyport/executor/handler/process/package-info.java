/** Tests of actions that are runs of programs. */
@NullMarked
package io.sallyport.executor.handler.process;

import org.jspecify.annotations.NullMarked;
