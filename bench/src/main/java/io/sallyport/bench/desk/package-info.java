/** What the desk and the holds cost when they remember much. */
@NullMarked
package io.sallyport.bench.desk;

import org.jspecify.annotations.NullMarked;
