/** Makes a first bundle from a sample payload; no text of the payload ever becomes syntax. */
@NullMarked
package io.sallyport.cli.scaffold;

import org.jspecify.annotations.NullMarked;
