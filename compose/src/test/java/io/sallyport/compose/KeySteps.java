package io.sallyport.compose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Replaces the mandate key and the receipt keys of a running stack. */
final class KeySteps {
  private static final String TRUST = "bundle/trust-validator.yaml";
  private static final String CONFIG = "config.yaml";

  private final Path validator;
  private final Path executor;
  private final Path auditor;

  KeySteps(Path data) {
    this.validator = data.resolve("validator");
    this.executor = data.resolve("executor-deployments");
    this.auditor = data.resolve("auditor/keys");
  }

  void generate() throws IOException {
    Keys.generate(validator.resolve("keys/mandate-2"));
    Keys.generate(validator.resolve("keys/receipt-2"));
    Keys.generate(executor.resolve("keys/receipt-2"));
  }

  /** Who verifies learns of the next keys. */
  void announce() throws IOException {
    Path ofValidator = validator.resolve("keys/receipt-2.jwk");
    Path ofCell = executor.resolve("keys/receipt-2.jwk");
    Keys.publish(validator.resolve("keys/mandate-2.jwk"), executor.resolve("keys/mandate-2.jwk"));
    Keys.publish(ofCell, validator.resolve("keys/cell-2.jwk"));
    Keys.publish(ofValidator, auditor.resolve("validator-receipt.2.jwk"));
    Keys.publish(ofCell, auditor.resolve("deployments-receipt.2.jwk"));
    Keys.rotate(executor, TRUST, "validator-mandate.jwk", "mandate-2.jwk");
    Keys.rotate(validator, CONFIG, "deployments-receipt.jwk", "cell-2.jwk");
    Keys.rotate(validator, CONFIG, "receipt.pem", "receipt-2.jwk");
    Keys.rotate(executor, CONFIG, "receipt.pem", "receipt-2.jwk");
  }

  void use() {
    Keys.rotate(validator, CONFIG, "mandate.pem", "mandate-2.pem");
    Keys.rotate(validator, CONFIG, "receipt.pem", "receipt-2.pem");
    Keys.rotate(executor, CONFIG, "receipt.pem", "receipt-2.pem");
  }

  void retire() {
    Keys.retire(executor, TRUST, "validator-mandate.jwk");
    for (String writer : List.of("validator", "deployments")) {
      Keys.end(auditor.resolve(writer + "-receipt.jwk"));
    }
  }
}
