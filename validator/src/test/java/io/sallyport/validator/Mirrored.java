package io.sallyport.validator;

import io.sallyport.contract.Headers;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Partitions;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.bundle.Bundles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * An installation with a second source that proposes the same; each is the one principal that it
 * proves.
 *
 * @param bundle what {@link #copy} made
 */
record Mirrored(Installation installation, Path bundle) {
  static final String GITHUB = "github";
  static final String MIRROR = "mirror";

  /** A copy of the demo's bundle with both sources. */
  static Path copy(Path bundle) throws IOException {
    Bundles.copy(Files.createDirectories(bundle));
    Bundles.replace(
        bundle,
        "policy-deploy.yaml",
        "source.name == 'github'",
        "source.name in ['github', 'mirror']");
    String source = Files.readString(bundle.resolve("source-github.yaml"));
    String rule = Files.readString(bundle.resolve("rule-deploy-on-push.yaml"));
    Bundles.write(bundle, "mirror.yaml", source.replace("name: github", "name: mirror"));
    Bundles.write(
        bundle,
        "rule-mirror.yaml",
        rule.replace("name: deploy-on-push", "name: mirrored").replace(": github", ": mirror"));
    return bundle;
  }

  /** What that source proposes with its push of that number. */
  ActionId action(String source, int number) {
    String rule = source.equals(GITHUB) ? "deploy-on-push" : "mirrored";
    return ActionId.of(source, id(source, body(number)), rule);
  }

  /** Has that source push. */
  void push(String source, int number) throws Exception {
    byte[] body = body(number);
    byte[] key = id(source, body).key();
    RecordHeaders headers = Demo.headers();
    headers.remove(Headers.CE_SOURCE);
    Demo.add(headers, Headers.CE_SOURCE, "/sources/" + source);
    int partition = Partitions.of(key, Demo.PARTITIONS);
    new Traffic(installation)
        .send(
            "ingest", new ProducerRecord<>(Demo.TOPICS.untrusted(), partition, key, body, headers));
  }

  private DedupeId id(String source, byte[] body) {
    SourceSpec spec = Optional.ofNullable(Bundles.read(bundle).sources().get(source)).orElseThrow();
    return DedupeIdentity.of(spec, body);
  }

  private static byte[] body(int number) {
    return Demo.push("acme/shop", "main", "%040x".formatted(number))
        .getBytes(StandardCharsets.UTF_8);
  }
}
