/** Operators' signed commands. */
@NullMarked
package io.sallyport.contract.command;

import org.jspecify.annotations.NullMarked;
