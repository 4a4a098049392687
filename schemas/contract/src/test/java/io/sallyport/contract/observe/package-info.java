/** Tests of what every role shows. */
@NullMarked
package io.sallyport.contract.observe;

import org.jspecify.annotations.NullMarked;
