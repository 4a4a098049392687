package io.sallyport.cli.bundle;

import io.sallyport.cli.CommandTree;
import io.sallyport.cli.terminal.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The quickstart's bundles, as they are and as copies that a test may spoil. */
public final class DemoBundles {
  public static final Path VALIDATOR = Path.of("../quickstart/src/main/bundles/validator");
  public static final Path EXECUTOR = Path.of("../quickstart/src/main/bundles/executor");
  public static final Path PAYLOADS = VALIDATOR.resolve("tests/payloads");

  private DemoBundles() {}

  /** Copies a bundle into {@code directory}, which is then the copy. */
  public static Path copy(Path bundle, Path directory) {
    try (Stream<Path> files = Files.walk(bundle)) {
      Files.createDirectories(directory);
      for (Path file : files.sorted().toList()) {
        Path target = directory.resolve(bundle.relativize(file).toString());
        if (!Files.isDirectory(target)) {
          Files.copy(file, target);
        }
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces a piece of a file's text. */
  public static void replace(Path file, String piece, String by) {
    String text = text(file);
    if (!text.contains(piece)) {
      throw new IllegalArgumentException(file + " does not hold " + piece);
    }
    write(file, text.replace(piece, by));
  }

  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command line; gives its exit code. */
  public static int run(Screen screen, Object... arguments) {
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    return CommandTree.run(screen.console(), InputStream.nullInputStream(), texts);
  }
}
