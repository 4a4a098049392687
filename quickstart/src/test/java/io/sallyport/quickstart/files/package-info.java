/** Tests of this package. */
@NullMarked
package io.sallyport.quickstart.files;

import org.jspecify.annotations.NullMarked;
