/** The handler that performs an action as one run of a pinned jar, in a JVM in a sandbox. */
@NullMarked
package io.sallyport.executor.handler.jar;

import org.jspecify.annotations.NullMarked;
