/** Captured payloads through two bundles, and the decisions that differ. */
@NullMarked
package io.sallyport.cli.simulate;

import org.jspecify.annotations.NullMarked;
