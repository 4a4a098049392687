@NullMarked
package io.sallyport.validator.seal;

import org.jspecify.annotations.NullMarked;
