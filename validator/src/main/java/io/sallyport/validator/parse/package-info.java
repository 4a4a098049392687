/** Strict UTF-8 and strict I-JSON (RFC 7493) under limits: from opaque bytes to an event. */
@NullMarked
package io.sallyport.validator.parse;

import org.jspecify.annotations.NullMarked;
