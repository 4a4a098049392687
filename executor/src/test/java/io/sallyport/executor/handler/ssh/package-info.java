/** Tests of actions that are sessions of ssh(1). */
@NullMarked
package io.sallyport.executor.handler.ssh;

import org.jspecify.annotations.NullMarked;
