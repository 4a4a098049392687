/** Credentials to targets: leased for one action, from files that only the owner reads. */
@NullMarked
package io.sallyport.executor.credential;

import org.jspecify.annotations.NullMarked;
