/** Tests of this package. */
@NullMarked
package io.sallyport.quickstart.supervise;

import org.jspecify.annotations.NullMarked;
