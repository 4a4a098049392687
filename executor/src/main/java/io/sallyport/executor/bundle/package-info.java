/** The executor's own bundle: handlers, credentials, pinned schemas and trusted keys. */
@NullMarked
package io.sallyport.executor.bundle;

import org.jspecify.annotations.NullMarked;
