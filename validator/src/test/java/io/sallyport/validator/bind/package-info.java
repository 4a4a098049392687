@NullMarked
package io.sallyport.validator.bind;

import org.jspecify.annotations.NullMarked;
