package io.sallyport.ingest;

import io.sallyport.contract.observe.CertificateMetrics;
import io.sallyport.contract.observe.ClientMetrics;
import io.sallyport.ingest.admission.InFlight;
import io.sallyport.ingest.admission.SecretReloader;
import io.sallyport.ingest.admission.SourceFiles;
import io.sallyport.ingest.admission.Sources;
import io.sallyport.ingest.http.HttpListener;
import io.sallyport.ingest.publish.ClusterCheck;
import io.sallyport.ingest.publish.DeliveryIds;
import io.sallyport.ingest.publish.ProducerSettings;
import io.sallyport.ingest.publish.Publisher;
import io.sallyport.service.admin.AdminListener;
import io.sallyport.service.admin.Health;
import io.sallyport.service.admin.JvmMetrics;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.RoleProcess;
import io.sallyport.service.process.StartException;
import io.sallyport.service.process.Watch;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** The gateway at work: its parts, wired by hand. */
final class Ingest implements RoleProcess.Running {
  private static final Duration UNREADY_AFTER_FAILURE = Duration.ofSeconds(10);
  private static final Duration MARGIN = Duration.ofMillis(500);

  private final Publisher publisher;
  private final HttpListener listener;
  private final AdminListener admin;
  private final Watch secrets;

  private Ingest(Publisher publisher, HttpListener listener, AdminListener admin, Watch secrets) {
    this.publisher = publisher;
    this.listener = listener;
    this.admin = admin;
    this.secrets = secrets;
  }

  static Ingest start(Path configFile) {
    return start(IngestConfig.read(configFile));
  }

  static Ingest start(IngestConfig config) {
    IngestConfig.Documents documents = config.documents();
    ByteCount maxBody = config.limits().body();
    SourceFiles files = new SourceFiles(documents.sources(), documents.home(), maxBody);
    Sources sources = files.load();
    requireClients(config, sources);
    ClusterCheck.require(config.environment(), config.kafka());
    Metrics metrics = new Metrics();
    JvmMetrics.register(metrics, "ingest");
    sources.show(metrics);
    CertificateMetrics.register(metrics, config.kafka());
    Publisher publisher = publisher(config);
    ClientMetrics.ofProducers(metrics, publisher::figures);
    SecretReloader reloader = new SecretReloader(sources, files, metrics);
    HttpListener listener = listener(config, sources, publisher, metrics);
    Watch secrets = Watch.every(documents.reload(), "secrets", reloader::look);
    AdminListener admin =
        AdminListener.start(
            config.admin(),
            () -> health(publisher, secrets.isDead() || listener.isBlind()),
            metrics);
    return new Ingest(publisher, listener, admin, secrets);
  }

  private static void requireClients(IngestConfig config, Sources sources) {
    boolean areAsked = config.listen().tls().filter(tls -> !tls.clients().isEmpty()).isPresent();
    if (sources.askForCertificates() && !areAsked) {
      throw new StartException(
          "listen.tls.clients: a source has preset: mtls, so name the authorities of its clients");
    }
  }

  private static Publisher publisher(IngestConfig config) {
    IngestLimits limits = config.limits();
    ProducerSettings settings =
        new ProducerSettings(config.kafka(), limits.body(), limits.buffer(), limits.publish());
    Duration patience = limits.publish().plus(MARGIN);
    return new Publisher(settings.open(), config.topics().untrusted(), patience);
  }

  private static HttpListener listener(
      IngestConfig config, Sources sources, Publisher publisher, Metrics metrics) {
    Telemetry telemetry = new Telemetry(metrics);
    DeliveryIds ids = new DeliveryIds(new SecureRandom());
    Gateway gateway = new Gateway(sources, publisher, ids, Clock.systemUTC(), telemetry);
    InFlight inFlight = new InFlight(config.limits().inFlight(), gateway::receive);
    metrics.gauge("ingest_in_flight", "Requests being answered.", inFlight::now);
    return HttpListener.start(
        config.listen(), config.limits().http(), metrics, telemetry.observe(sources, inFlight));
  }

  /** Blind is who no longer hears that a key was taken away. */
  static Health health(Publisher publisher, boolean isBlind) {
    if (isBlind) {
      return Health.dead("changed secrets and certificates are no longer looked at");
    }
    if (publisher.isBlind()) {
      return Health.dead("nobody ends requests whose deliveries take too long");
    }
    return publisher.failedWithin(UNREADY_AFTER_FAILURE)
        ? Health.notReady("the broker did not acknowledge the last delivery")
        : Health.ready();
  }

  int port() {
    return listener.port();
  }

  int adminPort() {
    return admin.port();
  }

  /** Requests first, then what they have published, the watchers last. */
  @Override
  public void close() {
    listener.close();
    secrets.close();
    publisher.close();
    admin.close();
  }
}
