/**
 * The only holder of credentials: verify, claim, lease, perform, record. Read ExecutionLoop first.
 */
@NullMarked
package io.sallyport.executor;

import org.jspecify.annotations.NullMarked;
