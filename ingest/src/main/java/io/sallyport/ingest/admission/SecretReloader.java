package io.sallyport.ingest.admission;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.evidence.signature.SignatureVerifier;
import io.sallyport.evidence.signature.SourceVerifier;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.Secret;
import io.sallyport.service.metrics.Counter;
import io.sallyport.service.metrics.Gauge;
import io.sallyport.service.metrics.Metrics;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the Source documents and the files of their secrets and keys, and gives each door those
 * that have changed. What does not load is reported once and changes nothing. {@link #look} is for
 * one thread.
 */
public final class SecretReloader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SecretReloader.class);

  private final Sources sources;
  private final Supplier<Map<String, SourceSpec>> documents;
  private final Map<String, Digest> taken = new HashMap<>();
  private final Map<String, String> reported = new HashMap<>();
  private final Counter loads;
  private final Gauge refused;
  private volatile boolean isClosed;

  /**
   * For these doors, whose secrets have just been read.
   *
   * @param documents reads the documents again, by the names of their sources
   */
  public SecretReloader(
      Sources sources, Supplier<Map<String, SourceSpec>> documents, Metrics metrics) {
    this.sources = sources;
    this.documents = documents;
    this.loads =
        metrics.counter(
            "ingest_secret_loads_total",
            "Secrets and keys that were found changed, and whether they are in use now.",
            "source",
            "result");
    this.refused =
        metrics.gauge(
            "ingest_secrets_refused",
            "1 while a source goes on with the secrets of before.",
            "source");
    sources.doors().forEach(door -> refused.set(0, door.spec().name()));
  }

  /** The files of a source as they are now. */
  private record Files(Map<Path, Secret> content, Digest stamp) {
    static Files of(SourceSpec spec) {
      Map<Path, Secret> content = new HashMap<>();
      Digest stamp = Digest.of(new byte[0]);
      for (Path file : spec.scheme().filesOfIngest()) {
        Secret secret = Secret.read(file);
        content.put(file, secret);
        byte[] name = Bytes.utf8(file.toString()).toArray();
        stamp = Digest.of(stamp.toArray(), Digest.sha256(name), Digest.sha256(secret.bytes()));
      }
      return new Files(content, stamp);
    }

    Secret at(Path file) {
      return Optional.ofNullable(content.get(file)).orElseGet(() -> Secret.read(file));
    }
  }

  /** Begins to look every {@code interval}. */
  public SecretReloader start(Duration interval) {
    Thread.ofVirtual()
        .name("secrets")
        .uncaughtExceptionHandler(
            (thread, error) -> LOG.error("secrets are no longer looked at: restart", error))
        .start(() -> repeat(interval));
    return this;
  }

  private void repeat(Duration interval) {
    try {
      while (!isClosed) {
        Thread.sleep(interval);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once. */
  void look() {
    Map<String, SourceSpec> read;
    try {
      read = documents.get();
    } catch (ConfigException | IllegalArgumentException | UncheckedIOException e) {
      sources.doors().forEach(door -> refuse(door.spec().name(), e));
      return;
    }
    sources.doors().forEach(door -> look(door, read));
  }

  private void look(SourceDoor door, Map<String, SourceSpec> read) {
    String name = door.spec().name();
    SourceSpec found = read.getOrDefault(name, door.spec());
    try {
      if (!found.isAlikeButForFiles(door.spec())) {
        throw new IllegalArgumentException(
            "the document has changed in more than its files: restart ingest for that");
      }
      Files files = Files.of(found);
      if (!files.stamp().equals(taken.get(name))) {
        SignatureVerifier verifier = SourceVerifier.atIngest(found, files::at);
        door.renew(verifier);
        note(name, taken.put(name, files.stamp()) == null);
      }
      reported.remove(name);
      refused.set(0, name);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      refuse(name, e);
    }
  }

  /** The first look only makes sure that what the door was made with is still there. */
  private void note(String name, boolean isFirst) {
    if (!isFirst) {
      loads.increment(name, "accepted");
      LOG.atInfo().addKeyValue("source", name).log("secrets changed and are in use");
    }
  }

  private void refuse(String name, RuntimeException trouble) {
    refused.set(1, name);
    String message = String.valueOf(trouble.getMessage());
    if (message.equals(reported.put(name, message))) {
      return;
    }
    loads.increment(name, "refused");
    LOG.atError()
        .addKeyValue("source", name)
        .addKeyValue("reason", message)
        .log("changed secrets are not taken, those of before go on: mend the file");
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
