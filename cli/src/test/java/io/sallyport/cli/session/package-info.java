/** Tests of what receipts tell of sessions. */
@NullMarked
package io.sallyport.cli.session;

import org.jspecify.annotations.NullMarked;
