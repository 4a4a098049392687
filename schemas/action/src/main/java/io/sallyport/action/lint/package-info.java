/** What a reviewer of an action schema should see: changes against an older one, and warnings. */
@NullMarked
package io.sallyport.action.lint;

import org.jspecify.annotations.NullMarked;
