/** The desk: decides what needs memory, and learns how it ended. */
@NullMarked
package io.sallyport.validator.desk;

import org.jspecify.annotations.NullMarked;
