package io.sallyport.quickstart.provision;

import io.sallyport.quickstart.data.DataException;
import io.sallyport.quickstart.files.OwnerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bundles of a stack: kept as they were given, and copied into a role's home at each start.
 *
 * @param kept where the given bundles are kept
 * @param defaults where the demonstration's bundles lie
 */
record Bundles(Path kept, Path defaults) {
  /** The name of the validator's bundle among those that are kept. */
  static final String VALIDATOR = "validator";

  /** The name of the executor's. */
  static final String EXECUTOR = "executor";

  /** In an executor bundle, this stands for the demo target's address. */
  static final String TARGET = "${target}";

  /** In an executor bundle, where the demo target's address may lie. */
  static final String TARGET_ADDRESSES = "127.0.0.1/32";

  /** Takes a bundle that was given now; without one, the kept one or the demonstration's. */
  Path keep(String name, Optional<Path> given) {
    Path from = choose(name, given);
    Path copy = kept.resolve(name);
    if (!from.equals(copy)) {
      Swap keeping = draft(name, from);
      keeping.enter();
      keeping.settle();
    }
    return copy;
  }

  /** Copies a bundle beside the kept one, which it can replace. */
  Swap draft(String name, Path from) {
    var keeping = new Swap(kept.resolve(name));
    keeping.mend();
    OwnerFiles.copyTree(from, keeping.next());
    return keeping;
  }

  /** Which bundle {@link #keep} would take; first puts back what a crash took away. */
  Path choose(String name, Optional<Path> given) {
    Path copy = kept.resolve(name);
    new Swap(copy).mend();
    if (given.isEmpty() && Files.isDirectory(copy)) {
      return copy;
    }
    Path from = given.orElse(defaults.resolve(name));
    if (!Files.isDirectory(from)) {
      throw new DataException(from + " is not a directory; give the directory of a bundle");
    }
    return from;
  }

  /** Copies a bundle into a role's home, with what is this stack's own filled in. */
  static void install(Path from, Path to, Map<String, String> own) {
    var installed = new Swap(to);
    installed.mend();
    fill(from, installed.next(), own);
    installed.enter();
    installed.settle();
  }

  /** Copies a bundle to where nothing is, with what is this stack's own filled in. */
  static void fill(Path from, Path to, Map<String, String> own) {
    OwnerFiles.copyTree(from, to);
    for (Path file : documents(to)) {
      String given = read(file);
      String text = given;
      for (Map.Entry<String, String> each : own.entrySet()) {
        text = text.replace(each.getKey(), each.getValue());
      }
      if (!text.equals(given)) {
        OwnerFiles.write(file, text);
      }
    }
  }

  /** The YAML files of a bundle, in a fixed order. */
  static List<Path> documents(Path bundle) {
    return files(bundle, ".yaml");
  }

  /** The action schemas of a bundle, in a fixed order. */
  static List<Path> schemas(Path bundle) {
    return files(bundle, ".avsc");
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static List<Path> files(Path bundle, String ending) {
    try (var paths = Files.walk(bundle)) {
      return paths
          .filter(path -> Files.isRegularFile(path) && path.toString().endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + bundle, e);
    }
  }
}
