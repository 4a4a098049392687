/** What a handler of somebody's own implements, and the main class that runs it. */
@NullMarked
package io.sallyport.handler;

import org.jspecify.annotations.NullMarked;
