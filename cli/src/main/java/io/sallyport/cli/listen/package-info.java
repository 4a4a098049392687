/** Decisions as they are made, and the payloads that whoever listens may keep. */
@NullMarked
package io.sallyport.cli.listen;

import org.jspecify.annotations.NullMarked;
