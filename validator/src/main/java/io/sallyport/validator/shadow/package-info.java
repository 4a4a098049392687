/** A second bundle judged live beside the one that decides; differences are recorded only. */
@NullMarked
package io.sallyport.validator.shadow;

import org.jspecify.annotations.NullMarked;
