/** Tells a chat or a pager that something waits for persons, and nothing of what it is about. */
@NullMarked
package io.sallyport.cli.notify;

import org.jspecify.annotations.NullMarked;
