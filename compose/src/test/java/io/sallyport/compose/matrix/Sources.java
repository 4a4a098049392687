package io.sallyport.compose.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The test classes of all modules and the scripts beside them. */
final class Sources {
  private final List<Source> sources;

  private Sources(List<Source> sources) {
    this.sources = List.copyOf(sources);
  }

  /** Walks directories with tests: never what a build or a running stack writes meanwhile. */
  static Sources of(Path project) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (Path module : modules(project)) {
      String name = project.relativize(module).toString();
      for (Path file : files(module.resolve("src/test/java"), Integer.MAX_VALUE, ".java")) {
        sources.add(Source.read(name, file));
      }
      for (Path file : files(module, 1, ".sh")) {
        sources.add(Source.read(name, file));
      }
    }
    return new Sources(sources);
  }

  private static List<Path> modules(Path project) throws IOException {
    try (Stream<Path> above = Files.list(project);
        Stream<Path> schemas = Files.list(project.resolve("schemas"))) {
      return Stream.concat(above, schemas)
          .filter(module -> Files.isDirectory(module.resolve("src/test/java")))
          .toList();
    }
  }

  private static List<Path> files(Path directory, int depth, String end) throws IOException {
    try (Stream<Path> files = Files.walk(directory, depth)) {
      return files.filter(file -> file.toString().endsWith(end)).toList();
    }
  }

  /** Names, without those of modules. */
  List<String> names() {
    return sources.stream().map(Source::name).toList();
  }

  /** All that have tags, in the order of their names. */
  List<Holder> holders() {
    return sources.stream()
        .map(each -> each.holder(sources))
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(Holder::name))
        .toList();
  }
}
