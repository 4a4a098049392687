/** CEL under limits: compiled when a bundle loads, evaluated without surprises. */
@NullMarked
package io.sallyport.validator.expression;

import org.jspecify.annotations.NullMarked;
