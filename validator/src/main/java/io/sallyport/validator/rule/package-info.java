/** Which actions a delivery proposes. */
@NullMarked
package io.sallyport.validator.rule;

import org.jspecify.annotations.NullMarked;
