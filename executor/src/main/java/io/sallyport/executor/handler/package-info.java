/** What performs an action: one handler for each kind of target. */
@NullMarked
package io.sallyport.executor.handler;

import org.jspecify.annotations.NullMarked;
