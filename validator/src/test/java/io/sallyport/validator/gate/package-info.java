@NullMarked
package io.sallyport.validator.gate;

import org.jspecify.annotations.NullMarked;
