/** Tests of this package. */
@NullMarked
package io.sallyport.contract.approval;

import org.jspecify.annotations.NullMarked;
