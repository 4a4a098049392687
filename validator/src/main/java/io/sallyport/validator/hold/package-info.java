/** What waits for persons: their verdicts, deadlines, and how each hold ends. */
@NullMarked
package io.sallyport.validator.hold;

import org.jspecify.annotations.NullMarked;
