package io.sallyport.cli.scaffold;

import io.sallyport.cli.bundle.LoadedBundle;
import io.sallyport.cli.bundle.PayloadFile;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.validator.bundle.BundleLimits;
import io.sallyport.validator.parse.EventParser;
import io.sallyport.validator.parse.Parsed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a bundle from a sample payload, or the executor's side of one. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a complete bundle from a sample payload: source, action type, rule, policy, test.",
      "Types and constraints are derived as tight as the sample allows, and the policy permits",
      "the sample's values only. 'lint' and 'test' pass at once. Overwrites nothing.",
      "With --from it makes the executor's side of a bundle: its schemas, and for each a handler",
      "that is pinned to it and posts its fields to the demo target of 'sallyport up'."
    },
    footer = {
      "%nExamples:",
      "  sallyport init bundle --source github --payload push.json",
      "  sallyport init bundle --source shop --payload order.json --action com.example.actions.Ship"
          + " --field order=/order/id --field country=/address/country",
      "  sallyport init executor --from bundle"
    })
public final class InitCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "DIR", description = "Where to make it; new or empty.")
  private Path directory = Path.of("");

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "The source's name: 1 to 40 of a-z, 0-9 and '-'. Needed without --from.")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--payload",
      paramLabel = "FILE",
      description = "A payload as the sender sends it. Needed without --from.")
  private Optional<Path> payload = Optional.empty();

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "The action type's full name (default: com.example.actions.<Source>Action).")
  private Optional<String> action = Optional.empty();

  @Option(
      names = "--field",
      paramLabel = "NAME=POINTER",
      description = "A field and the JSON pointer of its value; repeatable (default: the first 8).")
  private Map<String, String> fields = new LinkedHashMap<>();

  @Option(
      names = "--cell",
      paramLabel = "CELL",
      description =
          "The cell that performs the action (default: default; a local stack has deployments).")
  private Optional<String> cell = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "BUNDLE",
      description = "Make the executor's side of this validator bundle; goes with nothing else.")
  private Optional<Path> from = Optional.empty();

  /** A command that writes to {@code console}. */
  public InitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (from.isPresent()) {
      return performing(from.get());
    }
    if (source.isEmpty() || payload.isEmpty()) {
      throw new CannotRun(
          "--source and --payload are needed, or --from.", "See 'sallyport init --help'.");
    }
    return proposing(source.get(), payload.get());
  }

  private int proposing(String sender, Path file) {
    requireName("--source", sender);
    cell.ifPresent(name -> requireName("--cell", name));
    Bytes sample = PayloadFile.read(file);
    List<Chosen> chosen = Choice.of(members(sample), fields);
    String type = actionName(sender);
    Map<String, String> files = new Draft(sender, type, cell.orElse("default"), chosen).files();
    make(files);
    write("tests/payloads/sample.json", sample.toArray());
    LoadedBundle.read(directory);
    files.keySet().forEach(name -> console.line(directory.resolve(name).toString()));
    console.line(directory.resolve("tests/payloads/sample.json").toString());
    console.note("Next: sallyport lint " + directory + "; sallyport test " + directory);
    console.note("Then mend the source's scheme, the cell, and what the policy permits.");
    return ExitCode.DONE;
  }

  private int performing(Path bundle) {
    boolean alone = Stream.of(source, payload, action, cell).allMatch(Optional::isEmpty);
    if (!alone || !fields.isEmpty()) {
      throw new CannotRun("--from goes with DIR alone.", "See 'sallyport init --help'.");
    }
    PerformingDraft draft = PerformingDraft.of(bundle);
    Map<String, String> files = draft.files();
    make(files);
    files.keySet().forEach(name -> console.line(directory.resolve(name).toString()));
    draft
        .approved()
        .forEach(type ->
            console.note(
                "Persons approve " + type + ": name them in an Approvers document of this side."));
    console.note("Next: sallyport lint " + directory);
    console.note("Then: sallyport up --bundle " + bundle + " --executor-bundle " + directory);
    return ExitCode.DONE;
  }

  private static void requireName(String option, String name) {
    if (!Topics.NAME.matcher(name).matches()) {
      throw new CannotRun(option + ": 1 to 40 of a-z, 0-9 and '-'.", "Choose another name.");
    }
  }

  private static Map<String, Object> members(Bytes sample) {
    EventParser parser =
        new EventParser(BundleLimits.DEFAULTS.parsing(), BundleLimits.DEFAULTS.maxBody().asInt());
    if (sample.size() > BundleLimits.DEFAULTS.maxBody().bytes()) {
      throw new CannotRun("the payload is larger than 1MiB.", "Take a smaller sample.");
    }
    return switch (parser.parse(sample.toArray())) {
      case Parsed.Accepted accepted -> accepted.event().members();
      case Parsed.Refused(Code code, String pointer) ->
          throw new CannotRun(
              "the payload would be refused: " + code.text() + " at '" + pointer + "'.",
              code.meaning());
    };
  }

  private String actionName(String sender) {
    String name =
        action.orElseGet(() -> "com.example.actions." + Identifiers.typeFrom(sender) + "Action");
    boolean isNamed =
        name.indexOf('.') > 0 && Stream.of(name.split("\\.", -1)).allMatch(Identifiers::isPlain);
    if (!isNamed) {
      throw new CannotRun(
          "--action: a namespace and a name of ASCII letters, digits and '_'.",
          "For example: com.example.actions.Deploy");
    }
    return name;
  }

  private void make(Map<String, String> files) {
    requireEmpty();
    files.forEach((name, text) -> write(name, text.getBytes(StandardCharsets.UTF_8)));
  }

  private void requireEmpty() {
    try {
      Files.createDirectories(directory);
      try (Stream<Path> there = Files.list(directory)) {
        if (there.findAny().isPresent()) {
          throw new CannotRun(directory + " is not empty.", "Nothing was written; name a new one.");
        }
      }
    } catch (IOException e) {
      throw new CannotRun(directory + " cannot be made.", "Look at the path and its rights.", e);
    }
  }

  private void write(String name, byte[] content) {
    Path file = directory.resolve(name);
    try {
      Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be written.", "Look at the path and its rights.", e);
    }
  }
}
