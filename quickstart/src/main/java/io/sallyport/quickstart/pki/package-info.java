/** The private certificate authority of one stack: it gives each principal its own certificate. */
@NullMarked
package io.sallyport.quickstart.pki;

import org.jspecify.annotations.NullMarked;
