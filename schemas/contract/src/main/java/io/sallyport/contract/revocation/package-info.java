/** The kill switch: operators' signed revocations, and what a process knows of them. */
@NullMarked
package io.sallyport.contract.revocation;

import org.jspecify.annotations.NullMarked;
