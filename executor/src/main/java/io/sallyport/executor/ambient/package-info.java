/** Authority that a process finds around it and that its bundle did not give it. */
@NullMarked
package io.sallyport.executor.ambient;

import org.jspecify.annotations.NullMarked;
