/** Whether a refused delivery is judged again: an operator's command and our own receipt of it. */
@NullMarked
package io.sallyport.validator.release;

import org.jspecify.annotations.NullMarked;
