/** What a principal reaches beside the brokers: addresses and files, declared and tried. */
@NullMarked
package io.sallyport.cli.reach;

import org.jspecify.annotations.NullMarked;
