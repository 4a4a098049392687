/** Tests of this package. */
@NullMarked
package io.sallyport.quickstart.data;

import org.jspecify.annotations.NullMarked;
