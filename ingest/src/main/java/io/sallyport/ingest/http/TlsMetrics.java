package io.sallyport.ingest.http;

import io.sallyport.service.metrics.Counter;
import io.sallyport.service.metrics.Gauge;
import io.sallyport.service.metrics.Metrics;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** What is shown of the listener's TLS; nothing, where a proxy ends it. */
final class TlsMetrics {
  private final Counter loads;
  private final Gauge refused;
  private final Gauge notAfter;

  TlsMetrics(Metrics metrics) {
    this.loads =
        metrics.counter(
            "ingest_tls_loads_total",
            "Files of TLS that were found changed, and whether they are in use now.",
            "result");
    this.refused =
        metrics.gauge("ingest_tls_refused", "1 while TLS goes on with the files of before.");
    this.notAfter =
        metrics.gauge(
            "ingest_tls_not_after_seconds",
            "When the listener's certificate, or the first authority of its clients, ends, since"
                + " 1970.",
            "certificate");
  }

  /** What changed is in use. */
  void loaded() {
    loads.increment("accepted");
  }

  /** What changed cannot be used; {@code isNews} where it was not so at the last look. */
  void refused(boolean isNews) {
    refused.set(1);
    if (isNews) {
      loads.increment("refused");
    }
  }

  /** The files are what is in use. */
  void current() {
    refused.set(0);
  }

  /** When what is in use ends. */
  void inUse(Collection<X509Certificate> chain, Collection<X509Certificate> authorities) {
    end(chain).ifPresent(at -> notAfter.set((double) at.getEpochSecond(), "listener"));
    end(authorities).ifPresent(at -> notAfter.set((double) at.getEpochSecond(), "clients"));
  }

  private static Optional<Instant> end(Collection<X509Certificate> certificates) {
    return certificates.stream()
        .map(each -> each.getNotAfter().toInstant())
        .min(Instant::compareTo);
  }
}
