/** Tests of action types, and types for the tests of the parts. */
@NullMarked
package io.sallyport.action;

import org.jspecify.annotations.NullMarked;
