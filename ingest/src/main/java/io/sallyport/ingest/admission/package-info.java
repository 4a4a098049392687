/**
 * What a delivery must be before it is published: of a known source, fit, proven, and not too many.
 */
@NullMarked
package io.sallyport.ingest.admission;

import org.jspecify.annotations.NullMarked;
