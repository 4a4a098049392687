/** Tests of the kill switch. */
@NullMarked
package io.sallyport.contract.revocation;

import org.jspecify.annotations.NullMarked;
