/** Tests of tokens of an authorization server. */
@NullMarked
package io.sallyport.executor.credential.oauth;

import org.jspecify.annotations.NullMarked;
