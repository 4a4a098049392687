/** Texts in headers and key files, decoded in the one form that an encoder gives. */
@NullMarked
package io.sallyport.evidence.text;

import org.jspecify.annotations.NullMarked;
