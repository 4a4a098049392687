@NullMarked
package io.sallyport.validator.expression;

import org.jspecify.annotations.NullMarked;
