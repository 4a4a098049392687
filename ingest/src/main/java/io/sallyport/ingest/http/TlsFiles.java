package io.sallyport.ingest.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The files of a listener's TLS, in PEM, looked at again and again.
 *
 * @param certificate the listener's own, then those that lead to an authority
 * @param key its private key, PKCS#8
 * @param clients the authorities whose client certificates are asked for and let in; none are asked
 *     for if there are none
 * @param reload how often they are looked at
 */
public record TlsFiles(Path certificate, Path key, List<Path> clients, Duration reload) {

  /** Copies the files. */
  public TlsFiles {
    clients = List.copyOf(clients);
  }
}
