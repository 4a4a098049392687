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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the Source documents and the files of their secrets and keys, and gives each door those
 * that have changed. What does not load is reported once and changes nothing, and no other source
 * waits for it. {@link #look} is for one thread.
 */
public final class SecretReloader {
  private static final Logger LOG = LoggerFactory.getLogger(SecretReloader.class);

  private final Sources sources;
  private final SourceFiles documents;
  private final Map<String, Digest> taken = new HashMap<>();
  private final Map<String, String> reported = new HashMap<>();
  private final Counter loads;
  private final Gauge refused;

  /** For these doors, whose secrets have just been read from the files of these documents. */
  public SecretReloader(Sources sources, SourceFiles documents, Metrics metrics) {
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
    metrics.sampled(
        "ingest_source_key_not_after_seconds",
        "When the first authority whose clients a source takes ends, since 1970.",
        List.of("source"),
        this::ends);
    sources.doors().forEach(door -> accept(door.spec().name()));
  }

  private Map<List<String>, Double> ends() {
    Map<List<String>, Double> ends = new HashMap<>();
    sources
        .doors()
        .forEach(door ->
            door.end()
                .ifPresent(
                    at -> ends.put(List.of(door.spec().name()), (double) at.getEpochSecond())));
    return ends;
  }

  /** Reads the files that a verifier asks for, and tells whether they are others than before. */
  private static final class Files implements Function<Path, Secret> {
    private Digest stamp = Digest.of(new byte[0]);

    @Override
    public Secret apply(Path file) {
      Secret secret = Secret.read(file);
      byte[] name = Bytes.utf8(file.toString()).toArray();
      stamp = Digest.of(stamp.toArray(), Digest.sha256(name), Digest.sha256(secret.bytes()));
      return secret;
    }
  }

  /** Looks once. */
  public void look() {
    SourceFiles.Found found = documents.read();
    List<ConfigException> strange = found.failures();
    for (SourceDoor door : sources.doors()) {
      String name = door.spec().name();
      SourceSpec spec = found.specs().get(name);
      if (spec == null) {
        refuse(name, absent(found.failures()));
        strange = List.of();
      } else {
        look(door, spec);
      }
    }
    if (strange.isEmpty()) {
      accept(Sources.UNKNOWN);
    } else {
      refuse(Sources.UNKNOWN, absent(strange));
    }
  }

  private static String absent(List<ConfigException> failures) {
    return failures.isEmpty()
        ? "the document is gone: restart ingest, and the source is none any longer"
        : "no document of this source loads: " + ConfigException.merge(failures).getMessage();
  }

  private void look(SourceDoor door, SourceSpec found) {
    String name = door.spec().name();
    if (!found.isAlikeButForFiles(door.spec())) {
      refuse(name, "the document has changed in more than its files: restart ingest for that");
      return;
    }
    try {
      Files files = new Files();
      SignatureVerifier verifier = SourceVerifier.atIngest(found, files);
      if (!files.stamp.equals(taken.get(name))) {
        door.renew(verifier);
        note(name, taken.put(name, files.stamp) == null);
      }
      accept(name);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      refuse(name, String.valueOf(e.getMessage()));
    }
  }

  /** The first look only makes sure that what the door was made with is still there. */
  private void note(String name, boolean isFirst) {
    if (!isFirst) {
      loads.increment(name, "accepted");
      LOG.atInfo().addKeyValue("source", name).log("secrets changed and are in use");
    }
  }

  private void accept(String name) {
    reported.remove(name);
    refused.set(0, name);
  }

  private void refuse(String name, String reason) {
    refused.set(1, name);
    if (reason.equals(reported.put(name, reason))) {
      return;
    }
    loads.increment(name, "refused");
    LOG.atError()
        .addKeyValue("source", name)
        .addKeyValue("reason", reason)
        .log("changed secrets are not taken, those of before go on: mend the file");
  }
}
