/** The commands with which operators stop what acts, and let it act again. */
@NullMarked
package io.sallyport.cli.revoke;

import org.jspecify.annotations.NullMarked;
