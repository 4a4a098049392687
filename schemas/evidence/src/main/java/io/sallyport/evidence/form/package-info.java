/** How senders write evidence into headers, as data: the presets and what a Source describes. */
@NullMarked
package io.sallyport.evidence.form;

import org.jspecify.annotations.NullMarked;
