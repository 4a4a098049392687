/** Tests of what waits for persons. */
@NullMarked
package io.sallyport.validator.hold;

import org.jspecify.annotations.NullMarked;
