package io.sallyport.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.service.config.Secret;
import java.io.IOException;
import java.nio.file.Path;

/** Replaces the secret of a sender whom ingest verifies, and of one whom the gate does. */
final class SenderSecrets {
  private static final String SECRET = "0123456789abcdef".repeat(4);
  private static final String GITHUB = "secrets/github";
  private static final String NEXT_OF_GITHUB = "secrets/github-2";
  private static final String VENDOR = "secrets/vendor";
  private static final String NEXT_OF_VENDOR = "secrets/vendor-2";
  private static final String LOADS =
      "ingest_secret_loads_total{source=\"github\",result=\"accepted\"}";
  private static final String REFUSED =
      "sallyport_validator_decisions_total{source=\"vendor\",rule=\"-\",result=\"REFUSED\","
          + "code=\"evidence-invalid\"}";

  private final Stack stack;
  private final Figures figures;
  private final Path ingest;
  private final Path validator;

  SenderSecrets(Stack stack) {
    this.stack = stack;
    this.figures = new Figures(stack);
    this.ingest = stack.data().resolve("ingest");
    this.validator = stack.data().resolve("validator");
  }

  Sender github() {
    return new Sender(stack.ingest(), stack.secret());
  }

  /** Ingest takes both secrets, without a restart; from then on the sender signs with the next. */
  Sender githubWithNext() throws IOException {
    Owned.put(SECRET, ingest.resolve(NEXT_OF_GITHUB));
    Owned.edit(source(), list(GITHUB), list(GITHUB, NEXT_OF_GITHUB));
    figures.await("ingest", LOADS, loads -> loads == 1);
    return new Sender(stack.ingest(), Secret.read(ingest.resolve(NEXT_OF_GITHUB)));
  }

  /** Who still has the first one is refused. */
  void retireAtIngest() throws IOException {
    Owned.edit(source(), list(GITHUB, NEXT_OF_GITHUB), list(NEXT_OF_GITHUB));
    figures.await("ingest", LOADS, loads -> loads == 2);
    assertThat(github().send("push", "{}".getBytes(UTF_8))).isEqualTo(401);
  }

  Sender vendor() {
    return vendor(VENDOR);
  }

  Sender vendorWithNext() {
    return vendor(NEXT_OF_VENDOR);
  }

  private Sender vendor(String secret) {
    return new Sender(stack.ingest(), "vendor", Secret.read(validator.resolve(secret)));
  }

  /** The gate takes both of the other sender's with the next bundle. */
  void announceAtGate() throws IOException {
    Owned.put(SECRET, validator.resolve(NEXT_OF_VENDOR));
    Owned.edit(vendorSource(), list(VENDOR), list(VENDOR, NEXT_OF_VENDOR));
  }

  /** From the next bundle on the gate refuses who still has the first one. */
  void retireAtGate() throws IOException {
    Owned.edit(vendorSource(), list(VENDOR, NEXT_OF_VENDOR), list(NEXT_OF_VENDOR));
  }

  /** Ingest cannot know; the gate does. */
  void assertGateRefusesOld() {
    assertThat(vendor().send("push", "{}".getBytes(UTF_8))).isEqualTo(202);
    figures.await("validator", REFUSED, seen -> seen == 1);
  }

  private static String list(String... secrets) {
    return "[" + String.join(", ", secrets) + "]";
  }

  private Path source() {
    return ingest.resolve("sources/github.yaml");
  }

  private Path vendorSource() {
    return validator.resolve("bundle/source-vendor.yaml");
  }
}
