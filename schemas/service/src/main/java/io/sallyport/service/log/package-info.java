/** Logs: one JSON object a line on standard error, with every unsafe character escaped. */
@NullMarked
package io.sallyport.service.log;

import org.jspecify.annotations.NullMarked;
