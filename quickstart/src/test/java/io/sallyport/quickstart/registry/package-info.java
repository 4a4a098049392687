/** Tests of this package. */
@NullMarked
package io.sallyport.quickstart.registry;

import org.jspecify.annotations.NullMarked;
