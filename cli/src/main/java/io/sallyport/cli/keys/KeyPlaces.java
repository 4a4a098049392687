package io.sallyport.cli.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.service.config.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Shows the keys that documents name.
 *
 * @param home where their names of files begin
 */
record KeyPlaces(Optional<Path> home) {

  /** The keys of documents, as a table or a JSON object each. */
  void tell(Console console, List<KeyDocument> documents, boolean asJson) {
    Table table = Table.headed("PLACE", "PURPOSE", "KEY", "KID", "STATE", "UNTIL");
    for (KeyDocument document : documents) {
      for (KeyUse use : document.uses()) {
        if (asJson) {
          console.json(json(document, use));
        } else {
          table.row(
              document.file() + ":" + use.line(),
              use.purpose(),
              use.file(),
              kid(document, use),
              use.state(),
              use.until().orElse("-"));
        }
      }
    }
    if (!asJson) {
      console.table(table);
    }
  }

  private ObjectNode json(KeyDocument document, KeyUse use) {
    ObjectNode json = StrictJson.object();
    json.put("file", document.file().toString());
    json.put("line", use.line());
    json.put("purpose", use.purpose());
    json.put("key", use.file());
    json.put("kid", kid(document, use));
    json.put("state", use.state());
    use.until().ifPresent(until -> json.put("until", until));
    return json;
  }

  /** Where the file lies that a document calls so. */
  Path resolve(KeyDocument document, String key) {
    return home.orElse(document.file().toAbsolutePath().resolveSibling("")).resolve(key);
  }

  private String kid(KeyDocument document, KeyUse use) {
    Path file = resolve(document, use.file());
    try {
      return (use.isOwn() ? KeyFile.publicHalf(file) : KeyFile.readPublic(file)).thumbprint();
    } catch (KeyFile.Unusable | ConfigException e) {
      return "(not readable here)";
    }
  }

  /** The public half of a pair, whichever half the file has; which half that is. */
  Half half(KeyDocument document, String key) {
    Path file = resolve(document, key);
    try {
      return new Half(KeyFile.readPublic(file), false);
    } catch (KeyFile.Unusable _) {
      return new Half(KeyFile.publicHalf(file), true);
    }
  }

  /** One half of a pair. */
  record Half(Jwk jwk, boolean isPrivate) {}
}
