/** What the bodies of a source are: their media types, and how the gate makes events of them. */
@NullMarked
package io.sallyport.evidence.content;

import org.jspecify.annotations.NullMarked;
