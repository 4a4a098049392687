/** The signed permission that travels with a sealed action. */
@NullMarked
package io.sallyport.contract.mandate;

import org.jspecify.annotations.NullMarked;
