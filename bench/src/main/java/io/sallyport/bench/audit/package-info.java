/** How fast an export of receipts is verified. */
@NullMarked
package io.sallyport.bench.audit;

import org.jspecify.annotations.NullMarked;
