package io.sallyport.cli.proof;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.attest.Attestations;
import io.sallyport.cli.witness.Heads;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  @Option(
      names = "--after",
      paramLabel = "EXPORT",
      description = {
        "An earlier export in the same form: FILE goes on from there, where it has the first",
        "receipts no more. Several in their order, the earliest first."
      })
  private List<Path> earlier = List.of();

  /** What it proves, with what a witness knows. */
  Examination examine(Optional<Heads> known) {
    List<Path> files = new ArrayList<>(earlier);
    files.add(file);
    return new Examiner(keys, this::form).examine(files, known);
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
