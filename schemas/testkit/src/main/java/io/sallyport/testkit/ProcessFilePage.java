package io.sallyport.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A section of the reference page of process files, compared with the reader of that kind: which
 * fields it knows, what each is without a value, and between what.
 *
 * <p>The reader is asked, not its code: it names the fields that it knows beside one that nobody
 * knows, and bounds beside a value out of them. Owned by one thread.
 */
public final class ProcessFilePage {
  private static final String NOBODYS = "qqqqqqqqqqqqqqqq";
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| (.+?) \\| (.+?) \\| (.*?) ?\\|$");
  private static final Pattern SAMPLE = Pattern.compile("(?s)```yaml\\n(.*?)```");
  private static final Pattern KNOWN =
      Pattern.compile("spec\\.(\\S*?)" + NOBODYS + ": unknown key; known here: (.*)");
  private static final List<String> OUTSIDE =
      List.of("999999999999999999", "9999999d", "9999999GiB");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String kind;
  private final String section;
  private final List<Field> fields;
  private final ObjectNode least;
  private final Path file;
  private final Function<Path, Object> reader;

  /**
   * A section.
   *
   * @param page the page
   * @param kind whose; the heading of the section
   * @param least the JSON of the shortest {@code spec} that the reader takes
   * @param directory where files to read are written
   * @param reader of such a file; throws whose message has all problems
   */
  public ProcessFilePage(
      Path page, String kind, String least, Path directory, Function<Path, Object> reader)
      throws IOException {
    this.kind = kind;
    String text = Files.readString(page);
    int begin = text.indexOf("\n## " + kind + "\n");
    int end = text.indexOf("\n## ", begin + 1);
    this.section = text.substring(begin, end < 0 ? text.length() : end);
    this.fields = ROW.matcher(section).results().map(Field::of).toList();
    this.least = (ObjectNode) JSON.readTree(least);
    this.file = directory.resolve(kind + ".yaml");
    this.reader = reader;
  }

  /**
   * A row.
   *
   * @param name the path below {@code spec}; {@code []} follows a list of mappings
   * @param fallback the second cell: a value in backticks, {@code needed}, or words
   * @param limits the third
   * @param isElsewhere whether another page has what stands below it
   */
  private record Field(String name, String fallback, String limits, boolean isElsewhere) {
    static Field of(MatchResult row) {
      boolean elsewhere = row.group(2).contains(".md");
      return new Field(row.group(1), row.group(3), row.group(4), elsewhere);
    }

    boolean isInList() {
      return name.contains("[]");
    }
  }

  /** The section's file, to be read as a whole. */
  public String sample() {
    Matcher sample = SAMPLE.matcher(section);
    if (!sample.find()) {
      throw new AssertionError("no sample below " + kind);
    }
    return sample.group(1);
  }

  /** What the page says and the reader does not, or the other way round, a line each. */
  public List<String> differences() {
    List<String> differences = new ArrayList<>();
    accepted(least).ifPresent(problem -> differences.add("the least is refused: " + problem));
    Set<String> told = new TreeSet<>(fields.stream().map(Field::name).toList());
    Set<String> known = known();
    known.stream()
        .filter(name -> !told.contains(name) && !isMapping(name))
        .forEach(name -> differences.add(name + " is not on the page"));
    told.stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> differences.add(name + " is on the page, and nobody reads it"));
    for (Field field : fields) {
      if (!field.isInList() && known.contains(field.name())) {
        differences.addAll(fallback(field));
        differences.addAll(limits(field));
      }
    }
    return differences;
  }

  /** Every field that the reader knows, of mappings that the page names and of those below. */
  private Set<String> known() {
    Set<String> known = new TreeSet<>(knownIn(everything()));
    for (Field field : fields) {
      if (!field.isElsewhere() && !field.isInList()) {
        ObjectNode mapping = JsonNodeFactory.instance.objectNode().put(NOBODYS, 1);
        ArrayNode list = JsonNodeFactory.instance.arrayNode().add(mapping);
        known.addAll(knownIn(with(field.name(), mapping)));
        known.addAll(knownIn(with(field.name(), list)));
      }
    }
    return known;
  }

  /** Whether the page tells fields below it, and so what it is. */
  private boolean isMapping(String name) {
    return fields.stream()
        .map(Field::name)
        .anyMatch(each -> each.startsWith(name + ".") || each.startsWith(name + "[]."));
  }

  /** Each mapping of the page, with a key that nobody knows. */
  private ObjectNode everything() {
    ObjectNode spec = least.deepCopy();
    spec.put(NOBODYS, 1);
    for (Field field : fields) {
      int dot = field.name().lastIndexOf('.');
      if (dot > 0) {
        mapping(spec, field.name().substring(0, dot)).put(NOBODYS, 1);
      }
    }
    return spec;
  }

  private static ObjectNode mapping(ObjectNode spec, String path) {
    ObjectNode node = spec;
    for (String part : path.split("\\.", -1)) {
      if (part.endsWith("[]")) {
        ArrayNode list = node.withArray(part.substring(0, part.length() - 2));
        node = list.isEmpty() ? list.addObject() : (ObjectNode) list.get(0);
      } else {
        node = node.withObjectProperty(part);
      }
    }
    return node;
  }

  private Set<String> knownIn(ObjectNode spec) {
    Set<String> known = new TreeSet<>();
    Matcher found = KNOWN.matcher(accepted(spec).orElse(""));
    while (found.find()) {
      String place = found.group(1).replaceAll("\\[\\d+]", "[]");
      Stream.of(found.group(2).split(", ", -1)).map(place::concat).forEach(known::add);
    }
    return known;
  }

  private List<String> fallback(Field field) {
    if (field.fallback().equals("needed")) {
      ObjectNode without = least.deepCopy();
      int dot = field.name().lastIndexOf('.');
      ObjectNode parent = dot < 0 ? without : mapping(without, field.name().substring(0, dot));
      parent.remove(field.name().substring(dot + 1));
      return accepted(without).isPresent() ? List.of() : List.of(field.name() + " is not needed");
    }
    if (!field.fallback().startsWith("`") || !at(field.name()).isMissingNode()) {
      return List.of();
    }
    ObjectNode same = with(field.name(), value(field.fallback().replace("`", "")));
    return accepted(same).isEmpty() && read(same).equals(read(least))
        ? List.of()
        : List.of(field.name() + " is something else than " + field.fallback() + " by default");
  }

  private List<String> limits(Field field) {
    Pattern bounds =
        Pattern.compile(
            "spec\\."
                + Pattern.quote(field.name())
                + ": must be (?:between (\\S+) and (\\S+)|one of (.*))");
    for (String outside : OUTSIDE) {
      Matcher found =
          bounds.matcher(accepted(with(field.name(), TextNode.valueOf(outside))).orElse(""));
      if (found.find()) {
        String limits =
            found.group(3) == null ? found.group(1) + " to " + found.group(2) : found.group(3);
        return field.limits().startsWith(limits)
            ? List.of()
            : List.of(field.name() + " is limited to: " + limits);
      }
    }
    return List.of();
  }

  private JsonNode at(String name) {
    return least.at("/" + name.replace('.', '/'));
  }

  private ObjectNode with(String name, JsonNode value) {
    ObjectNode spec = least.deepCopy();
    int dot = name.lastIndexOf('.');
    ObjectNode parent = dot < 0 ? spec : mapping(spec, name.substring(0, dot));
    parent.set(name.substring(dot + 1), value);
    return spec;
  }

  private static JsonNode value(String text) {
    return text.matches("\\d+|true|false")
        ? JsonNodeFactory.instance.rawValueNode(new RawValue(text))
        : TextNode.valueOf(text);
  }

  /** The problems of a file with that spec; empty where it is taken. */
  private Optional<String> accepted(ObjectNode spec) {
    FutureTask<Object> reading = new FutureTask<>(() -> read(spec));
    reading.run();
    return reading.state() == Future.State.SUCCESS
        ? Optional.empty()
        : Optional.of(String.valueOf(reading.exceptionNow().getMessage()));
  }

  private Object read(ObjectNode spec) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("apiVersion", "sallyport/v1").put("kind", kind);
    document.putObject("metadata").put("name", "page");
    document.set("spec", spec);
    try {
      Files.writeString(file, document.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reader.apply(file);
  }
}
