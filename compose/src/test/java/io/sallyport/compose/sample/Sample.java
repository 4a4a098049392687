package io.sallyport.compose.sample;

import io.sallyport.action.ActionType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A folder below {@code samples/}: the validator's bundle and one for each executor. */
record Sample(Path folder) {
  static Sample named(String name) {
    return new Sample(Path.of("../samples", name));
  }

  /** The names of its executors' folders. */
  List<String> executors() {
    return within(folder, 1).stream()
        .map(path -> path.getFileName().toString())
        .filter(name -> name.startsWith("executor"))
        .toList();
  }

  /** The action types of one side. */
  List<ActionType> types(String side) {
    return within(folder.resolve(side), 2).stream()
        .filter(path -> path.toString().endsWith(".avsc"))
        .map(path -> type(read(path)))
        .toList();
  }

  /** The cell that an executor performs for. */
  String cell(String executor) {
    return types(executor).getFirst().cell();
  }

  /** The cells of all types; one may have no executor. */
  List<String> cells() {
    return types("validator").stream().map(ActionType::cell).distinct().toList();
  }

  /** Copies the files of one side whose name begins so, with other texts, and no tests. */
  void copy(String side, String prefix, Path to, UnaryOperator<String> change) {
    Path from = folder.resolve(side);
    for (Path file : within(from, 2)) {
      Path name = from.relativize(file);
      if (Files.isRegularFile(file) && !name.startsWith("tests") && isNamed(file, prefix)) {
        write(to.resolve(name), change.apply(read(file)));
      }
    }
  }

  /** The texts of the files of one side whose name begins so. */
  List<String> texts(String side, String prefix) {
    return within(folder.resolve(side), 1).stream()
        .filter(file -> isNamed(file, prefix))
        .map(Sample::read)
        .toList();
  }

  private static boolean isNamed(Path file, String prefix) {
    return file.getFileName().toString().startsWith(prefix);
  }

  /** A payload of the golden tests. */
  String payload(String name) {
    return read(folder.resolve("validator/tests/payloads").resolve(name + ".json"));
  }

  static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> within(Path directory, int depth) {
    try (Stream<Path> files = Files.walk(directory, depth)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ActionType type(String schema) {
    return switch (ActionType.parse(schema)) {
      case ActionType.Parsed(ActionType type) -> type;
      case ActionType.Refused refused -> throw new AssertionError(refused.problems());
    };
  }
}
