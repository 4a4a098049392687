/** The Source document: what a sender may send, how it proves itself, and within which limits. */
@NullMarked
package io.sallyport.evidence.source;

import org.jspecify.annotations.NullMarked;
