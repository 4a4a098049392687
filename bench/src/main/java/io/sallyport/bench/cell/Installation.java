package io.sallyport.bench.cell;

import io.sallyport.bench.site.BrokerProcess;
import io.sallyport.bench.site.Site;
import io.sallyport.bench.site.TemporaryDirectory;
import io.sallyport.contract.Topics;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;

/**
 * A real broker with mutual TLS and the manifest's topics and grants, and a validator's key. All of
 * it lies in a temporary directory, which is gone after {@link #close} and after the end of this
 * JVM.
 */
public final class Installation implements AutoCloseable {
  /** The names of an executor's topics. */
  public static final Topics TOPICS = Site.TOPICS;

  /** The only cell. */
  public static final String CELL = Site.CELL;

  /** Of the cell's topics. */
  public static final int PARTITIONS = Site.PARTITIONS;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path directory;
  private final BrokerProcess broker;
  private final Seal seal;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private Installation(Path directory) {
    this.directory = directory;
    this.broker = BrokerProcess.start(directory.resolve("kafka"));
    this.seal = new Seal(environment());
  }

  /** Starts the broker and makes the topics. */
  public static Installation open() {
    Installation installation = new Installation(TemporaryDirectory.create("sallyport-cell"));
    Runtime.getRuntime().addShutdownHook(new Thread(installation::close, "close-installation"));
    try (Admin admin = Admin.create(installation.client("admin"))) {
      Manifest manifest = Manifest.of(ManifestSpec.small(TOPICS, CELL));
      new ManifestApply(admin, manifest, PATIENCE).apply();
    }
    return installation;
  }

  /** The name that mandates and receipts go by. */
  String environment() {
    return "bench-" + broker.clusterId();
  }

  /** Client properties of a principal. */
  public Map<String, Object> client(String principal) {
    return broker.clientProperties(principal);
  }

  /** Seals actions for it. */
  public Seal seal() {
    return seal;
  }

  /** Where this run keeps its files. */
  public Path directory() {
    return directory;
  }

  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      broker.close();
      TemporaryDirectory.delete(directory);
    }
  }
}
