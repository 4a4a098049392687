/** Runs one program with no more rights than it needs, in layers that hold without each other. */
@NullMarked
package io.sallyport.executor.sandbox;

import org.jspecify.annotations.NullMarked;
