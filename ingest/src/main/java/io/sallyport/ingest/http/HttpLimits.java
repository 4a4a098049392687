package io.sallyport.ingest.http;

import io.sallyport.service.config.ByteCount;
import java.time.Duration;

/**
 * What one listener bears.
 *
 * @param connections at once; more wait unaccepted
 * @param headers all request headers together
 * @param idle without a byte, and for a request's head as a whole
 * @param bodyTime for a body as a whole
 */
public record HttpLimits(int connections, ByteCount headers, Duration idle, Duration bodyTime) {}
