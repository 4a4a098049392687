/** What the keys and values of all stores have in common. */
@NullMarked
package io.sallyport.validator.store;

import org.jspecify.annotations.NullMarked;
