/** Untrusted text made visible: escaping for terminals, logs and JSON. */
@NullMarked
package io.sallyport.service.text;

import org.jspecify.annotations.NullMarked;
