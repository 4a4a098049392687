/** Posts to one address of somebody else's, and believes nothing that it answers. */
@NullMarked
package io.sallyport.cli.post;

import org.jspecify.annotations.NullMarked;
