/** The partitions in this process's hands, each a lane that is worked in turns. */
@NullMarked
package io.sallyport.executor.lane;

import org.jspecify.annotations.NullMarked;
