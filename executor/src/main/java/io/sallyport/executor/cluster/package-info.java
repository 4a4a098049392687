/** What a process of a cell asks of its cluster: whether it is its own, and what is revoked. */
@NullMarked
package io.sallyport.executor.cluster;

import org.jspecify.annotations.NullMarked;
