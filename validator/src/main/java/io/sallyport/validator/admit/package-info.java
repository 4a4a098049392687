/** Whether a delivery is let in: its source, identity, age and whether it came before. */
@NullMarked
package io.sallyport.validator.admit;

import org.jspecify.annotations.NullMarked;
