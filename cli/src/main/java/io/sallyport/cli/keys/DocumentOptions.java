package io.sallyport.cli.keys;

import io.sallyport.cli.audit.ReceiptKey;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands have in common that change a document. */
final class DocumentOptions {
  private static final String UNWRITTEN = "Nothing was written; without --check it is.";

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = {
        "Where the documents' names of files begin: of a bundle's, the directory of the file of",
        "the process that loads it (default: the document's directory)."
      })
  private @Nullable Path home;

  @Option(names = "--check", description = "Write nothing; show what would be.")
  private boolean check;

  KeyPlaces places() {
    return new KeyPlaces(Optional.ofNullable(home));
  }

  boolean isJson() {
    return output.isJson();
  }

  /** The name of the public half beside a private one, which is written where it is not there. */
  String publicHalf(KeyDocument document, String key) {
    String name = key.replaceFirst("\\.(pem|yaml)$", "") + ".jwk";
    Path file = places().resolve(document, name);
    Jwk own = places().half(document, key).jwk();
    if (Files.exists(file) && !KeyFile.readPublic(file).equals(own)) {
      throw new CannotRun(
          file + " is another key than the private one beside it.", "Move it away first.");
    }
    if (Files.notExists(file) && !check) {
      KeyFile.writePublic(file, own);
    }
    return name;
  }

  /** Writes an auditor's copy of a receipt key. */
  void save(Console console, Path file, ReceiptKey key) {
    if (!check) {
      KeyDocument.replace(file, key.text());
    }
    String kid = key.jwk().thumbprint();
    if (isJson()) {
      console.json(
          StrictJson.object()
              .put("file", file.toString())
              .put("purpose", "receipt")
              .put("kid", kid)
              .put("until", key.until().toString()));
    } else {
      console.table(
          Table.headed("FILE", "KID", "UNTIL").row(file.toString(), kid, key.until().toString()));
    }
    if (check) {
      console.note(UNWRITTEN);
    }
  }

  /** Writes what became of a document, unless it is only looked at, and says what comes next. */
  void save(Console console, KeyDocument changed) {
    if (!check) {
      changed.write();
    }
    places().tell(console, List.of(changed), isJson());
    if (check) {
      console.note(UNWRITTEN);
      return;
    }
    changed.uses().stream().map(KeyUse::kind).distinct().forEach(kind -> console.note(next(kind)));
  }

  private static String next(String kind) {
    return switch (kind) {
      case "Validator" -> "Next: restart the validators, one after the other.";
      case "Executor" -> "Next: restart the executors of the cell, one after the other.";
      case "Trust" ->
          "Next: sign the bundle ('sallyport bundle sign'), then restart the executors of the cell,"
              + " one after the other; if it has a minter, stop them, restart the minter, and start"
              + " them again.";
      case "Minter" ->
          "Next: stop the executors of the cell, restart the minter, and start them again.";
      case "Approvers" ->
          "Next: sign the bundle ('sallyport bundle sign'); a validator loads it by itself,"
              + " executors are restarted, one after the other.";
      default -> "Next: nothing; the file is read each time.";
    };
  }
}
