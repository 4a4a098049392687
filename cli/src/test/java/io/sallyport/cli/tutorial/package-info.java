/** Holds the tutorials to what they tell their reader to type and to see. */
@NullMarked
package io.sallyport.cli.tutorial;

import org.jspecify.annotations.NullMarked;
