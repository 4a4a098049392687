/** The command demo: a stack of its own, and the tour of scenes in it. */
@NullMarked
package io.sallyport.cli.demo;

import org.jspecify.annotations.NullMarked;
