@NullMarked
package io.sallyport.validator.parse;

import org.jspecify.annotations.NullMarked;
