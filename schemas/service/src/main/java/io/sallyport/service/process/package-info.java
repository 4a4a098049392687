/** The life of a process: start or say why not, be ready, close cleanly when told to end. */
@NullMarked
package io.sallyport.service.process;

import org.jspecify.annotations.NullMarked;
