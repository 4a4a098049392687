/** What was refused, read with the operator's own rights and shown without harm. */
@NullMarked
package io.sallyport.cli.quarantine;

import org.jspecify.annotations.NullMarked;
