package io.sallyport.ingest.http;

import java.util.Optional;

/**
 * A public address.
 *
 * @param host to bind
 * @param port to bind, 0 for any
 * @param tls what it shows of itself, if it speaks TLS; else a proxy before it does
 */
public record HttpAddress(String host, int port, Optional<TlsFiles> tls) {}
