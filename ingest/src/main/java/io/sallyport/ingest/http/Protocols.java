package io.sallyport.ingest.http;

import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;

/**
 * What the listener speaks: HTTP/1.1 without leniency; with TLS also HTTP/2 (RFC 9113), whichever
 * the client asks for (ALPN). Never HTTP/2 in the clear, which proxies and listeners read
 * differently.
 */
final class Protocols {
  /** As clients write it (RFC 7301), which Jetty does not. */
  private static final String FIRST_NAME = "http/1.1";

  private static final int BUFFER = 16 * 1024;

  /** Bytes of bodies that one HTTP/2 connection, and one of its streams, may have unread here. */
  private static final int CONNECTION_WINDOW = 128 * 1024;

  private static final int STREAM_WINDOW = 64 * 1024;

  private Protocols() {}

  /** From the wire inwards. */
  static ConnectionFactory[] of(HttpLimits limits, Optional<ServerTls> tls) {
    HttpConfiguration configuration = configuration(limits);
    HttpConnectionFactory first = new HttpConnectionFactory(configuration);
    return tls.map(files -> secured(files, limits, first))
        .orElseGet(() -> new ConnectionFactory[] {first});
  }

  private static ConnectionFactory[] secured(
      ServerTls tls, HttpLimits limits, HttpConnectionFactory first) {
    HttpConfiguration configuration = first.getHttpConfiguration();
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    HTTP2ServerConnectionFactory second = new HTTP2ServerConnectionFactory(configuration);
    second.setMaxConcurrentStreams(limits.streams());
    second.setStreamIdleTimeout(limits.idle().toMillis());
    second.setInitialSessionRecvWindow(CONNECTION_WINDOW);
    second.setInitialStreamRecvWindow(STREAM_WINDOW);
    second.setConnectProtocolEnabled(false);
    ALPNServerConnectionFactory alpn =
        new ALPNServerConnectionFactory(second.getProtocol(), FIRST_NAME);
    alpn.setDefaultProtocol(FIRST_NAME);
    return new ConnectionFactory[] {
      new SslConnectionFactory(tls.factory(), alpn.getProtocol()), alpn, second, first
    };
  }

  private static HttpConfiguration configuration(HttpLimits limits) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setHttpCompliance(HttpCompliance.RFC9110);
    configuration.setUriCompliance(UriCompliance.DEFAULT);
    configuration.setRequestHeaderSize(limits.headers().asInt());
    configuration.setInputBufferSize(BUFFER);
    configuration.setSendServerVersion(false);
    configuration.setSendXPoweredBy(false);
    return configuration;
  }
}
