/** What keeps others on the machine from reading this process's memory. */
@NullMarked
package io.sallyport.executor.hardening;

import org.jspecify.annotations.NullMarked;
