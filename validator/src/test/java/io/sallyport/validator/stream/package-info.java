@NullMarked
package io.sallyport.validator.stream;

import org.jspecify.annotations.NullMarked;
