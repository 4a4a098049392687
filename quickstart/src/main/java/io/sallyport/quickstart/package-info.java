/** The whole stack as separate processes on one machine, for trying and testing. */
@NullMarked
package io.sallyport.quickstart;

import org.jspecify.annotations.NullMarked;
