/** A bundle as files and their digest; what they say is its reader's. */
@NullMarked
package io.sallyport.contract.bundle;

import org.jspecify.annotations.NullMarked;
