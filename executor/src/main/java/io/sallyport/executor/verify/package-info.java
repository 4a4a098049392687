/** The check of a trusted record, complete and in fixed order, before anything is decoded. */
@NullMarked
package io.sallyport.executor.verify;

import org.jspecify.annotations.NullMarked;
