package io.sallyport.cli.keys;

import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the keys that documents name. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the files of keys that documents name, what each signs, and where it is in its life:",
      "processes' own files, profiles, and Trust and Approvers documents of bundles. Keys that",
      "stand in a document itself, or beside an auditor, are not shown."
    },
    footer = {
      "%nExamples:",
      "  sallyport keys list validator/config.yaml executor/config.yaml",
      "  sallyport keys list executor/bundle/trust-validator.yaml --home executor --output json"
    })
final class ListCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "DOCUMENT", arity = "1..*", description = "A file of documents.")
  private List<Path> files = List.of();

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = {
        "Where the documents' names of files begin: of a bundle's, the directory of the file of",
        "the process that loads it (default: the document's directory)."
      })
  private @Nullable Path home;

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<KeyDocument> documents = files.stream().map(KeyDocument::read).toList();
    new KeyPlaces(Optional.ofNullable(home)).tell(console, documents, output.isJson());
    return ExitCode.DONE;
  }
}
