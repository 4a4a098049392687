package io.sallyport.cli.bundle;

import io.sallyport.action.ActionType;
import io.sallyport.cli.terminal.CannotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The action schemas of a bundle: every {@code *.avsc} file below its directory. */
public final class ActionFiles {
  private static final long MAX_BYTES = 1 << 20;
  private static final String LINTED =
      "Mend the schema; docs/reference/action-schema.md has the rules.";

  private ActionFiles() {}

  /** All of them; throws where there is none, or one that is not sound. */
  public static List<ActionType> read(Path bundle) {
    List<ActionType> types = new ArrayList<>();
    for (Path file : files(bundle)) {
      types.add(type(file));
    }
    if (types.isEmpty()) {
      throw new CannotRun("there is no .avsc file below " + bundle + ".", "Is it a bundle?");
    }
    return List.copyOf(types);
  }

  private static ActionType type(Path file) {
    return switch (ActionType.parse(text(file))) {
      case ActionType.Parsed parsed -> parsed.type();
      case ActionType.Refused refused ->
          throw new CannotRun(file + " is refused: " + refused.problems(), LINTED);
    };
  }

  private static List<Path> files(Path bundle) {
    try (Stream<Path> files = Files.walk(bundle)) {
      return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList();
    } catch (IOException e) {
      throw new CannotRun("the bundle " + bundle + " cannot be read.", "Look at the path.", e);
    }
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new CannotRun(file + " is larger than 1 MiB.", "That is no action schema.");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be read.", "It must be UTF-8 text.", e);
    }
  }
}
