/** What both kinds of token issuers share: keys, endpoints and templates. */
@NullMarked
package io.sallyport.executor.credential.token;

import org.jspecify.annotations.NullMarked;
