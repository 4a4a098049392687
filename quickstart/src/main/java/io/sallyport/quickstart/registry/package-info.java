/** The schema registry (Apicurio) as a process of its own, with its data in a file. */
@NullMarked
package io.sallyport.quickstart.registry;

import org.jspecify.annotations.NullMarked;
