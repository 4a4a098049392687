/**
 * What the demo's scenes are played with: a sender, stolen credentials, and witnesses of what came
 * of it.
 */
@NullMarked
package io.sallyport.cli.stage;

import org.jspecify.annotations.NullMarked;
