@NullMarked
package io.sallyport.validator;

import org.jspecify.annotations.NullMarked;
