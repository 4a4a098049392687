/** What waits for persons, as an approver reads it: holds, the verdicts on them, and their ends. */
@NullMarked
package io.sallyport.cli.hold;

import org.jspecify.annotations.NullMarked;
