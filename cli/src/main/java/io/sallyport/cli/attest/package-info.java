/** Lines of an export as in-toto statements in DSSE envelopes. */
@NullMarked
package io.sallyport.cli.attest;

import org.jspecify.annotations.NullMarked;
