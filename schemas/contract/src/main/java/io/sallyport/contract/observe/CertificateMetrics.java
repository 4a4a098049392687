package io.sallyport.contract.observe;

import io.sallyport.service.metrics.Metrics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Until when a Kafka client's certificate holds, read from PEM; other stores say nothing. */
public final class CertificateMetrics {
  private static final String PEM = "PEM";
  private static final long MAX_FILE = 1 << 20;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");

  private CertificateMetrics() {}

  /** Shows it as it is when the process starts, which is what the process uses. */
  public static void register(Metrics metrics, Map<String, Object> client) {
    Map<List<String>, Double> values =
        notAfter(client)
            .map(at -> Map.of(List.<String>of(), (double) at.getEpochSecond()))
            .orElse(Map.of());
    metrics.sampled(
        "kafka_client_certificate_not_after_seconds",
        "When the certificate of the Kafka clients ends, since 1970.",
        List.of(),
        () -> values);
  }

  /** The end of whatever in the client's chain ends first; empty without a readable PEM. */
  public static Optional<Instant> notAfter(Map<String, Object> client) {
    return pem(client).stream()
        .flatMap(CertificateMetrics::certificates)
        .map(each -> each.getNotAfter().toInstant())
        .min(Instant::compareTo);
  }

  private static Optional<String> pem(Map<String, Object> client) {
    Object inline = client.get("ssl.keystore.certificate.chain");
    Object location = client.get("ssl.keystore.location");
    if (inline != null) {
      return Optional.of(inline.toString());
    }
    return location != null && PEM.equals(client.get("ssl.keystore.type"))
        ? read(Path.of(location.toString()))
        : Optional.empty();
  }

  private static Optional<String> read(Path file) {
    try {
      return Files.size(file) > MAX_FILE
          ? Optional.empty()
          : Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The file holds a private key too, which is skipped. */
  private static Stream<X509Certificate> certificates(String pem) {
    Matcher blocks = BLOCK.matcher(pem);
    return blocks
        .results()
        .map(block -> certificate(pem.substring(block.start(), block.end())))
        .flatMap(Optional::stream);
  }

  private static Optional<X509Certificate> certificate(String block) {
    try {
      Certificate read =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(block.getBytes(StandardCharsets.ISO_8859_1)));
      return Optional.of(read)
          .filter(X509Certificate.class::isInstance)
          .map(X509Certificate.class::cast);
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }
}
