/** Files and ports of the data directory: owner-only modes, atomic replacement, free ports. */
@NullMarked
package io.sallyport.quickstart.files;

import org.jspecify.annotations.NullMarked;
