/** What waits for persons: one exact action with the mandate that it would get. */
@NullMarked
package io.sallyport.contract.held;

import org.jspecify.annotations.NullMarked;
