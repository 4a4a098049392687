/** A small service to act on: what the executor changes in the demonstration. */
@NullMarked
package io.sallyport.quickstart.demo;

import org.jspecify.annotations.NullMarked;
