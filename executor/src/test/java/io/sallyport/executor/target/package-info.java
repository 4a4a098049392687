/** Tests of origins, addresses and bounded answers. */
@NullMarked
package io.sallyport.executor.target;

import org.jspecify.annotations.NullMarked;
