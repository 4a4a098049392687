@NullMarked
package io.sallyport.validator.bundle;

import org.jspecify.annotations.NullMarked;
