/** Who approves: the person's profile, key, and own copies of schemas and of who is who. */
@NullMarked
package io.sallyport.cli.approver;

import org.jspecify.annotations.NullMarked;
