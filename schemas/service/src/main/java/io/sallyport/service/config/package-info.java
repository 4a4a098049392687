/**
 * Configuration files with positions: every problem of a document at once, with file, line and
 * column.
 */
@NullMarked
package io.sallyport.service.config;

import org.jspecify.annotations.NullMarked;
