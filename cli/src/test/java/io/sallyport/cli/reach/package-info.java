/** Tests of what is declared and tried beside the brokers. */
@NullMarked
package io.sallyport.cli.reach;

import org.jspecify.annotations.NullMarked;
