package io.sallyport.service.config;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * One document of a configuration file: {@code apiVersion: sallyport/v1}, {@code kind}, {@code
 * metadata.name} and {@code spec}.
 *
 * <p>Read the {@link #spec()} inside {@link #finish}, once.
 */
public final class ConfigDocument {
  private static final String API_VERSION = "sallyport/v1";
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

  private final Problems problems;
  private final Optional<Mark> mark;
  private final String file;
  private final ConfigNode root;
  private final String kind;
  private final String name;
  private final ConfigNode spec;

  ConfigDocument(String file, Path home, MappingNode mapping) {
    this.file = file;
    this.problems = new Problems(file);
    this.mark = mapping.getStartMark();
    this.root = new ConfigNode(home, problems, "", mapping);
    if (!root.text("apiVersion", API_VERSION).equals(API_VERSION)
        || !root.keys().contains("apiVersion")) {
      root.problem("apiVersion", "must be " + API_VERSION);
    }
    this.kind = root.text("kind");
    this.name = root.optionalChild("metadata").map(child -> child.text("name")).orElse("");
    this.spec = root.child("spec");
  }

  /** The kind, for example {@code Source}; empty if the file gives none. */
  public String kind() {
    return kind;
  }

  /** The name in the metadata, or the empty text. */
  public String name() {
    return name;
  }

  /** What the document says. */
  public ConfigNode spec() {
    return spec;
  }

  /** The document's place as {@code file:line}. */
  public String where() {
    return file + ":" + (mark.map(Mark::getLine).orElse(0) + 1);
  }

  /** An exception with one problem at the head of this document. */
  public ConfigException problem(String message) {
    return new ConfigException(List.of(Problems.at(file, mark, message)));
  }

  /**
   * Builds what the document describes, or throws {@link ConfigException} with all its problems.
   *
   * <p>An {@link IllegalArgumentException} or {@link UncheckedIOException} of the builder is a
   * problem of the document, shown unless the reasons for it were already found.
   */
  public <T> T finish(Supplier<T> builder) {
    try {
      T built = builder.get();
      root.reportUnknown(false);
      if (problems.isEmpty()) {
        return built;
      }
    } catch (IllegalArgumentException | UncheckedIOException e) {
      root.reportUnknown(true);
      if (problems.isEmpty()) {
        problems.add(mark, kind + ": " + e.getMessage());
      }
    }
    throw new ConfigException(problems.found().stream().sorted(BY_PLACE).toList());
  }
}
