/** What persons approve: a statement of one exact action, their verdicts on it, and who counts. */
@NullMarked
package io.sallyport.contract.approval;

import org.jspecify.annotations.NullMarked;
