/** Where chains of receipts stood, as somebody kept or signed it. */
@NullMarked
package io.sallyport.cli.witness;

import org.jspecify.annotations.NullMarked;
