/** Answers why a payload ends as it does, and who can bring an action about. */
@NullMarked
package io.sallyport.cli.explain;

import org.jspecify.annotations.NullMarked;
