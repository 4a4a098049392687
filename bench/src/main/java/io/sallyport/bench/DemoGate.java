package io.sallyport.bench;

import io.sallyport.action.ActionType;
import io.sallyport.bench.site.Deliveries;
import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.admit.Admitter;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.BundleLimits;
import io.sallyport.validator.bundle.BundleReader;
import io.sallyport.validator.gate.Gate;
import io.sallyport.validator.gate.Writer;
import io.sallyport.validator.seal.Sealer;
import io.sallyport.validator.seal.TrustedPlaces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The gate with the quickstart's bundle, and deliveries for it as ingest would write them. */
final class DemoGate {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static final Topics TOPICS = new Topics("sallyport");
  private static final int PARTITIONS = 2;
  private static final int MAX_BYTES = 2 << 20;

  private final Bundle bundle;

  /** Reads the bundle in {@code directory}. */
  DemoGate(Path directory) {
    this.bundle = BundleReader.read(directory, Path.of(""), BundleLimits.DEFAULTS);
  }

  Gate gate() {
    Environment environment = new Environment("bench");
    Map<ActionType, Integer> ids =
        bundle.actions().values().stream().collect(Collectors.toMap(type -> type, type -> 7));
    TrustedPlaces places = new TrustedPlaces(environment, TOPICS, Map.of("deployments", 2));
    Sealer sealer = new Sealer(places, SigningKey.generate(), ids, bundle.digest(), MAX_BYTES);
    ReceiptWriter receipts = new ReceiptWriter(environment.validator(), SigningKey.generate());
    return new Gate(
        bundle,
        new Admitter(TOPICS, PARTITIONS, bundle.sources()),
        sealer,
        new Writer("validator-1", receipts, bundle.version(), MAX_BYTES));
  }

  Delivery delivery(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    SourceSpec github = Optional.ofNullable(bundle.sources().get("github")).orElseThrow();
    byte[] key = DedupeIdentity.of(github, body).key();
    Origin origin = new Origin(TOPICS.untrusted(), Partitions.of(key, PARTITIONS), 42);
    return new Delivery(
        origin, NOW, Optional.of(Bytes.of(key)), Optional.of(Bytes.of(body)), Deliveries.headers());
  }
}
