/** Spans of receipts, read by a receiver that knows OpenTelemetry's own message definitions. */
@NullMarked
package io.sallyport.cli.trace;

import org.jspecify.annotations.NullMarked;
