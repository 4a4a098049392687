/** The commands up, reload, down and status, which the quickstart's own process carries out. */
@NullMarked
package io.sallyport.cli.stack;

import org.jspecify.annotations.NullMarked;
