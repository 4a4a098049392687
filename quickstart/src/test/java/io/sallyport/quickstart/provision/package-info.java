/** Tests of this package. */
@NullMarked
package io.sallyport.quickstart.provision;

import org.jspecify.annotations.NullMarked;
