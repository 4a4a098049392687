/** What a command writes: lines, tables and JSON in which every character shows, and exit codes. */
@NullMarked
package io.sallyport.cli.terminal;

import org.jspecify.annotations.NullMarked;
