@NullMarked
package io.sallyport.cli.keys;

import org.jspecify.annotations.NullMarked;
