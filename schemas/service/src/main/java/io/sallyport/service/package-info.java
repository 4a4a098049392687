/** What every process needs beside its work: configuration with positions, admin listener, logs. */
@NullMarked
package io.sallyport.service;

import org.jspecify.annotations.NullMarked;
