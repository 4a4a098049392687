package io.sallyport.cli.proof;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.attest.Attestations;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.witness.Heads;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which export is read, and what verifies it. */
final class ExportOptions {
  @Parameters(index = "0", paramLabel = "FILE", description = "The export.")
  private Path file = Path.of("");

  @Option(
      names = "--keys",
      paramLabel = "KEYS",
      required = true,
      description = "Directory of <writer>-receipt.jwk files, the writers' public keys.")
  private Path keys = Path.of("");

  @Option(
      names = "--dsse",
      paramLabel = "JWK",
      description = "FILE is of DSSE envelopes; whoever exported it signed them with this key.")
  private Optional<Path> attestor = Optional.empty();

  /** What it proves, with what a witness knows. */
  Examination examine(Optional<Heads> known) {
    try {
      return Examination.of(file, form(), keys, known);
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be read.", "Look at the path and its rights.", e);
    }
  }

  private Function<byte[], Optional<ObjectNode>> form() {
    if (attestor.isEmpty()) {
      return StrictJson::read;
    }
    Jwk key = KeyFile.readPublic(attestor.get());
    Attestations attestations = new Attestations();
    return line -> attestations.open(line, key);
  }
}
