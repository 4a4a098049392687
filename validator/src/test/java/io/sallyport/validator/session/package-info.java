@NullMarked
package io.sallyport.validator.session;

import org.jspecify.annotations.NullMarked;
