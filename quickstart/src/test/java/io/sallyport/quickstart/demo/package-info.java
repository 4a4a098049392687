/** Tests of this package. */
@NullMarked
package io.sallyport.quickstart.demo;

import org.jspecify.annotations.NullMarked;
