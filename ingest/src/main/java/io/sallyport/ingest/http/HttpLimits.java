package io.sallyport.ingest.http;

import io.sallyport.service.config.ByteCount;
import java.time.Duration;

/**
 * What one listener bears.
 *
 * @param connections at once; more wait unaccepted
 * @param streams at once on one connection of HTTP/2
 * @param headers all request headers together
 * @param headerCount of one request
 * @param idle without a byte, and for a request's head as a whole
 * @param bodyTime for a body as a whole
 */
public record HttpLimits(
    int connections,
    int streams,
    ByteCount headers,
    int headerCount,
    Duration idle,
    Duration bodyTime) {}
