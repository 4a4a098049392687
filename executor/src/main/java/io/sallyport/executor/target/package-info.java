/** Targets: exact origins, the addresses that they may have, and one request to them at a time. */
@NullMarked
package io.sallyport.executor.target;

import org.jspecify.annotations.NullMarked;
