/** What a principal is refused when it tries, signed by itself and put together by another. */
@NullMarked
package io.sallyport.cli.prove;

import org.jspecify.annotations.NullMarked;
