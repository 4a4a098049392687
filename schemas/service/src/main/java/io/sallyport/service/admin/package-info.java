/**
 * The admin listener of a process: liveness, readiness, metrics and version on the JDK's own
 * server.
 */
@NullMarked
package io.sallyport.service.admin;

import org.jspecify.annotations.NullMarked;
