/** Installation tokens of a GitHub App: one for each action, for one repository, then revoked. */
@NullMarked
package io.sallyport.executor.credential.github;

import org.jspecify.annotations.NullMarked;
