/** Tests of what keeps others from reading this process's memory. */
@NullMarked
package io.sallyport.executor.hardening;

import org.jspecify.annotations.NullMarked;
