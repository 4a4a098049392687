/** What receipts say as spans of traces, posted to a collector of OpenTelemetry. */
@NullMarked
package io.sallyport.cli.trace;

import org.jspecify.annotations.NullMarked;
