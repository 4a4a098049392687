/** Decides about bound actions: deny over permit over default deny. */
@NullMarked
package io.sallyport.validator.policy;

import org.jspecify.annotations.NullMarked;
