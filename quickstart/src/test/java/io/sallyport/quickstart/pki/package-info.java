/** Tests of this package. */
@NullMarked
package io.sallyport.quickstart.pki;

import org.jspecify.annotations.NullMarked;
