@NullMarked
package io.sallyport.validator.policy;

import org.jspecify.annotations.NullMarked;
