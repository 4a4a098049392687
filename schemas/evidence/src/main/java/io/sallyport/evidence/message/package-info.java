/** The structured fields that HTTP message signatures (RFC 9421) are written in. */
@NullMarked
package io.sallyport.evidence.message;

import org.jspecify.annotations.NullMarked;
