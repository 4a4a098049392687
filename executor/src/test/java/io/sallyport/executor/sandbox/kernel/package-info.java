/** Tests of what a sandbox asks of the kernel. */
@NullMarked
package io.sallyport.executor.sandbox.kernel;

import org.jspecify.annotations.NullMarked;
