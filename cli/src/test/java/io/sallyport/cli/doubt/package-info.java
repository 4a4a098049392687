/** Tests of the commands about actions in doubt. */
@NullMarked
package io.sallyport.cli.doubt;

import org.jspecify.annotations.NullMarked;
