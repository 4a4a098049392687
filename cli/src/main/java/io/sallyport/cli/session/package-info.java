/** Sessions as receipts tell of them. */
@NullMarked
package io.sallyport.cli.session;

import org.jspecify.annotations.NullMarked;
