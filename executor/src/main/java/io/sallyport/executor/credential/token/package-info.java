/** Tokens that an issuer grants, one for each action, and takes back when the action has ended. */
@NullMarked
package io.sallyport.executor.credential.token;

import org.jspecify.annotations.NullMarked;
