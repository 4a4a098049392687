/** Persons who become approvers. */
@NullMarked
package io.sallyport.cli.enrol;

import org.jspecify.annotations.NullMarked;
