/** The commands with which persons see what waits for them, and approve or deny it. */
@NullMarked
package io.sallyport.cli.held;

import org.jspecify.annotations.NullMarked;
