package io.sallyport.service.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML files of one or more documents, strict UTF-8, 1 MiB at most. */
public final class ConfigFile {
  private static final int MAX_BYTES = 1 << 20;

  /** The reader has the text as a whole then, so that a mark in it has its whole line. */
  private static final int SPARE = 16;

  private ConfigFile() {}

  /** The documents of a process's own file; relative paths in it start at its directory. */
  public static List<ConfigDocument> read(Path file) {
    return read(file, file.toAbsolutePath().normalize().resolveSibling(""));
  }

  /** The documents of a file; relative paths in it start at {@code home}. */
  public static List<ConfigDocument> read(Path file, Path home) {
    return parse(file.toString(), text(file), home);
  }

  /** The only document of a process's own file; it must be of this kind. */
  public static ConfigDocument readOne(Path file, String kind) {
    List<ConfigDocument> documents = read(file);
    if (documents.size() != 1 || !documents.getFirst().kind().equals(kind)) {
      throw failure(file.toString(), Optional.empty(), "must hold one document of kind " + kind);
    }
    return documents.getFirst();
  }

  /** The documents of all {@code .yaml} files below a directory, in the order of their names. */
  public static List<ConfigDocument> readTree(Path directory, Path home) {
    List<ConfigException> failures = new ArrayList<>();
    List<ConfigDocument> documents = readTree(directory, home, failures::add);
    if (!failures.isEmpty()) {
      throw ConfigException.merge(failures);
    }
    return documents;
  }

  /** Those of the files that can be read; each other one is a failure of its own. */
  public static List<ConfigDocument> readTree(
      Path directory, Path home, Consumer<ConfigException> failures) {
    List<ConfigDocument> documents = new ArrayList<>();
    try {
      for (Path file : filesBelow(directory)) {
        readInto(documents, file, home, failures);
      }
    } catch (ConfigException e) {
      failures.accept(e);
    }
    return List.copyOf(documents);
  }

  private static void readInto(
      List<ConfigDocument> documents, Path file, Path home, Consumer<ConfigException> failures) {
    try {
      documents.addAll(read(file, home));
    } catch (ConfigException e) {
      failures.accept(e);
    }
  }

  /** The documents of a text; relative paths in it start at the working directory. */
  public static List<ConfigDocument> parse(String name, String text) {
    return parse(name, text, Path.of(""));
  }

  /** The documents of a text; relative paths in it start at {@code home}. */
  public static List<ConfigDocument> parse(String name, String text, Path home) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setCodePointLimit(MAX_BYTES)
            .setBufferSize(text.length() + SPARE)
            .setUseMarks(true)
            .build();
    List<ConfigDocument> documents = new ArrayList<>();
    try {
      for (Node node : new Compose(settings).composeAllFromString(text)) {
        if (!isEmpty(node)) {
          documents.add(new ConfigDocument(name, home, mapping(name, node)));
        }
      }
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      throw new ConfigException(List.of(Problems.ofParser(name, mark, e.getProblem())));
    } catch (YamlEngineException e) {
      throw failure(name, Optional.empty(), "is not YAML: " + e.getMessage());
    } catch (StackOverflowError e) {
      throw failure(name, Optional.empty(), "is nested too deeply");
    }
    return List.copyOf(documents);
  }

  private static boolean isEmpty(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  private static MappingNode mapping(String name, Node node) {
    if (node instanceof MappingNode mapping) {
      return mapping;
    }
    throw failure(name, node.getStartMark(), "a document must be a mapping with a kind");
  }

  private static List<Path> filesBelow(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (UncheckedIOException e) {
      throw unreadable(directory, Optional.<Exception>ofNullable(e.getCause()).orElse(e));
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  private static String text(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    if (bytes.length > MAX_BYTES) {
      throw failure(file.toString(), Optional.empty(), "is larger than 1MiB");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw failure(file.toString(), Optional.empty(), "is not UTF-8 text");
    }
  }

  private static ConfigException unreadable(Path path, Exception e) {
    String reason = e.getClass().getSimpleName().replace("Exception", "");
    return failure(path.toString(), Optional.empty(), "cannot be read: " + reason);
  }

  private static ConfigException failure(String file, Optional<Mark> mark, String message) {
    return new ConfigException(List.of(Problems.at(file, mark, message)));
  }
}
