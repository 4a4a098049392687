/** Tells everything that is wrong with a bundle, and pins the action types of an executor's. */
@NullMarked
package io.sallyport.cli.lint;

import org.jspecify.annotations.NullMarked;
