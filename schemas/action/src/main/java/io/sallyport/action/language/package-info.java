/** The action-schema language: reads a schema, and says everything that is wrong with it. */
@NullMarked
package io.sallyport.action.language;

import org.jspecify.annotations.NullMarked;
