/** Tests of actions that are runs of jars. */
@NullMarked
package io.sallyport.executor.handler.jar;

import org.jspecify.annotations.NullMarked;
