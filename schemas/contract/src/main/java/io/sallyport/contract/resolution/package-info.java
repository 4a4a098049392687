/** What operators say became of actions in doubt: their signed commands, and who may give them. */
@NullMarked
package io.sallyport.contract.resolution;

import org.jspecify.annotations.NullMarked;
