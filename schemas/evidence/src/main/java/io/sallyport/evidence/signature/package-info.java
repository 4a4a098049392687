/** Signature schemes of senders, verified over raw bytes. */
@NullMarked
package io.sallyport.evidence.signature;

import org.jspecify.annotations.NullMarked;
