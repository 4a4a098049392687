/** Tests of what a process finds around it. */
@NullMarked
package io.sallyport.executor.ambient;

import org.jspecify.annotations.NullMarked;
