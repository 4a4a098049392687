/** Tests of the command doctor. */
@NullMarked
package io.sallyport.cli.doctor;

import org.jspecify.annotations.NullMarked;
