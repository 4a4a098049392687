/** Keys of senders: whether one of them made a signature. */
@NullMarked
package io.sallyport.evidence.key;

import org.jspecify.annotations.NullMarked;
