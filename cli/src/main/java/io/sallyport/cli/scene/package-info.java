/** The scenes of the demo, one type each. */
@NullMarked
package io.sallyport.cli.scene;

import org.jspecify.annotations.NullMarked;
