@NullMarked
package io.sallyport.validator.admit;

import org.jspecify.annotations.NullMarked;
