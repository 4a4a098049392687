package io.sallyport.executor.credential.ssh;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.sallyport.action.record.PlainValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * Words with a {@code {field}} in each at most, one space between them. The target's shell reads
 * them, whichever that is: so neither the template nor a value has a character that any shell gives
 * a meaning, and what it splits them into is what stands here. Immutable.
 */
public final class WordTemplate {
  /** The most characters of a template, and of what it is filled to. */
  public static final int MAX_LENGTH = 480;

  /** The longest value, in characters. */
  public static final int MAX_VALUE = 100;

  private static final Pattern WORD =
      Pattern.compile(
          "([A-Za-z0-9._/:,@+-][A-Za-z0-9._/:=,@+-]*)?"
              + "(?:\\{([A-Za-z_][A-Za-z0-9_]*)\\}([A-Za-z0-9._/:=,@+-]*))?");
  private static final Pattern PROGRAM = Pattern.compile("(?:/[A-Za-z0-9_+-][A-Za-z0-9._+-]*)+");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@{}-]+");
  private static final Pattern VALUE =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (MAX_VALUE - 1) + "}");

  private final List<Word> words;

  private record Word(String before, Optional<String> field, String after) {}

  private WordTemplate(List<Word> words) {
    this.words = List.copyOf(words);
  }

  /** Reads a command: an absolute program and its arguments; throws with what is wrong. */
  public static WordTemplate command(String text) {
    WordTemplate command = parse(text);
    Word program = command.words.getFirst();
    if (program.field().isPresent() || !PROGRAM.matches(program.before())) {
      throw new IllegalArgumentException("a command begins with the absolute path of a program");
    }
    return command;
  }

  /** Reads a principal: one word; throws with what is wrong. */
  public static WordTemplate principal(String text) {
    if (!NAME.matches(text)) {
      throw new IllegalArgumentException(
          "a principal has letters, digits and ._@- and one {field} at most");
    }
    return parse(text);
  }

  private static WordTemplate parse(String text) {
    List<Word> words = new ArrayList<>();
    for (String word : text.split(" ", -1)) {
      words.add(word(word));
    }
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a template has 480 characters at most");
    }
    return new WordTemplate(words);
  }

  private static Word word(String text) {
    Matcher parts = WORD.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw new IllegalArgumentException(
          "each word has letters, digits and ._/:=,@+- and one {field} at most, does not begin with"
              + " '=', and one space follows it");
    }
    String before = Optional.ofNullable(parts.group(1)).orElse("");
    Optional<String> field = Optional.ofNullable(parts.group(2));
    if (field.isPresent() && before.startsWith("-") && !before.endsWith("=")) {
      throw new IllegalArgumentException(
          "a {field} in an option stands behind its '=', or in a word of its own");
    }
    return new Word(before, field, Optional.ofNullable(parts.group(3)).orElse(""));
  }

  /** The names of the fields, in their order. */
  public List<String> fields() {
    return words.stream().flatMap(word -> word.field().stream()).toList();
  }

  /** The words of an action; empty when a value cannot stand in one. */
  public Optional<String> fill(GenericRecord values) {
    List<String> filled = new ArrayList<>();
    for (Word word : words) {
      String value =
          word.field()
              .map(name -> values.hasField(name) ? PlainValue.text(values, name) : "")
              .orElse("");
      if (word.field().isPresent() && !VALUE.matches(value)) {
        return Optional.empty();
      }
      filled.add(word.before() + value + word.after());
    }
    return Optional.of(String.join(" ", filled)).filter(text -> text.length() <= MAX_LENGTH);
  }
}
