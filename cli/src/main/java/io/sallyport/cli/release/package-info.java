/** Has refused deliveries judged again, by an operator's signed command. */
@NullMarked
package io.sallyport.cli.release;

import org.jspecify.annotations.NullMarked;
