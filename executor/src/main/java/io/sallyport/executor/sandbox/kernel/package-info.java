/** What a sandbox asks of the kernel, through the C library. */
@NullMarked
package io.sallyport.executor.sandbox.kernel;

import org.jspecify.annotations.NullMarked;
