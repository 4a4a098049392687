/** Tokens of an OAuth 2.0 authorization server: one for each action, revoked at its end. */
@NullMarked
package io.sallyport.executor.credential.oauth;

import org.jspecify.annotations.NullMarked;
