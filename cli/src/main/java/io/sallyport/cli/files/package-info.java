/** Files that commands write beside running processes. */
@NullMarked
package io.sallyport.cli.files;

import org.jspecify.annotations.NullMarked;
