/** Tests of revoking and lifting. */
@NullMarked
package io.sallyport.cli.revoke;

import org.jspecify.annotations.NullMarked;
