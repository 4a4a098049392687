/** Tests of what waits for persons. */
@NullMarked
package io.sallyport.contract.held;

import org.jspecify.annotations.NullMarked;
