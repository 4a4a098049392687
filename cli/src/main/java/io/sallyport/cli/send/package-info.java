/** The command send: a signed delivery, posted or printed. */
@NullMarked
package io.sallyport.cli.send;

import org.jspecify.annotations.NullMarked;
