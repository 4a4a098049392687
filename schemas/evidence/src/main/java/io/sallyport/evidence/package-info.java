/** The signature schemes of senders, verified over raw bytes. */
@NullMarked
package io.sallyport.evidence;

import org.jspecify.annotations.NullMarked;
