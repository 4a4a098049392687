/** The command doctor: what would keep an installation from holding what it promises. */
@NullMarked
package io.sallyport.cli.doctor;

import org.jspecify.annotations.NullMarked;
