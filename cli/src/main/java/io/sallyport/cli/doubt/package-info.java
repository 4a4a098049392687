/** Shows actions in doubt, and has an operator's word on them recorded. */
@NullMarked
package io.sallyport.cli.doubt;

import org.jspecify.annotations.NullMarked;
