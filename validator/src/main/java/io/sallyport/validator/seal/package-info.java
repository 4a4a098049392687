/** Makes permitted actions into signed, expiring records of a cell's trusted topic. */
@NullMarked
package io.sallyport.validator.seal;

import org.jspecify.annotations.NullMarked;
