/** Tests of the desk. */
@NullMarked
package io.sallyport.validator.desk;

import org.jspecify.annotations.NullMarked;
