/** Tests of proofs by attempts. */
@NullMarked
package io.sallyport.cli.prove;

import org.jspecify.annotations.NullMarked;
