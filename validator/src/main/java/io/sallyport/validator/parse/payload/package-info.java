/** What a source's bodies are: JSON, a form or a CloudEvents envelope; each becomes one event. */
@NullMarked
package io.sallyport.validator.parse.payload;

import org.jspecify.annotations.NullMarked;
