/** Tests of a GitHub App's tokens, against a server after GitHub's public reference. */
@NullMarked
package io.sallyport.executor.credential.github;

import org.jspecify.annotations.NullMarked;
