/** How a person becomes an approver: a key, a proof that the person has it, and an entry. */
@NullMarked
package io.sallyport.cli.enrol;

import org.jspecify.annotations.NullMarked;
