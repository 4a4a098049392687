@NullMarked
package io.sallyport.validator.parse.payload;

import org.jspecify.annotations.NullMarked;
