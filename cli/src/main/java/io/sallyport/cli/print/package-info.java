/** The declaration of an installation in the forms of other tools. */
@NullMarked
package io.sallyport.cli.print;

import org.jspecify.annotations.NullMarked;
