/** Tests of this package. */
@NullMarked
package io.sallyport.quickstart.broker;

import org.jspecify.annotations.NullMarked;
