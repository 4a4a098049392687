package io.sallyport.cli.data;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.KafkaProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a stack keeps its files, and the one place in this module that knows their names.
 *
 * @param root the directory
 */
public record DataDirectory(Path root) {

  /** The addresses of the running stack. */
  public Endpoints endpoints() {
    return Endpoints.read(existing(root.resolve("endpoints.json")));
  }

  /** Kafka client properties of a principal that is no role, such as the auditor. */
  public Map<String, Object> client(String principal) {
    return ClientFile.read(existing(root.resolve(principal).resolve("client.properties")));
  }

  /** Kafka client properties of a role, from its own configuration. */
  public Map<String, Object> role(String role) {
    Path file = existing(root.resolve(role).resolve("config.yaml"));
    Map<String, String> section = ConfigFile.read(file).getFirst().spec().textMap("kafka");
    return KafkaProperties.of(section, root.resolve(role).toAbsolutePath());
  }

  /**
   * The file with the secret that a source's sender signs with, at whichever role verifies it; the
   * stack names it like the source.
   */
  public Path senderSecret(String source) {
    return Stream.of("ingest", "validator")
        .map(role -> root.resolve(role).resolve("secrets").resolve(source))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() ->
            new CannotRun(
                "neither ingest nor the validator in %s has a file secrets/%s."
                    .formatted(root, source),
                "Name the sender's secret with --secret FILE; or start a stack with 'sallyport"
                    + " up', or name its directory with --data DIR."));
  }

  /** The public keys that receipts are verified with: {@code <writer>-receipt.jwk}. */
  public Path receiptKeys() {
    return existing(root.resolve("auditor").resolve("keys"));
  }

  /** What the stack declares of its topics. */
  public Path topics() {
    return existing(root.resolve("admin").resolve("topics.yaml"));
  }

  /** The operator's profile. */
  public Path profile() {
    return existing(root.resolve("operator").resolve("profile.yaml"));
  }

  /** The first approver's profile. */
  public Path approver() {
    return existing(root.resolve("approver-1").resolve("profile.yaml"));
  }

  /** The key that only the validator has, for whoever plays an intruder there. */
  public Path mandateKey() {
    return existing(root.resolve("validator").resolve("keys").resolve("mandate.pem"));
  }

  private Path existing(Path file) {
    if (Files.exists(file)) {
      return file;
    }
    throw new CannotRun(
        file + " is not there.",
        "Start a stack with 'sallyport up', or name its directory with --data DIR.");
  }
}
