/** The sallyport command for integrators and operators. */
@NullMarked
package io.sallyport.cli;

import org.jspecify.annotations.NullMarked;
