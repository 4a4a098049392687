package io.sallyport.cli.audit;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The auditor's own copies of the writers' public keys: {@code <writer>-receipt.jwk}, and beside it
 * {@code <writer>-receipt.<label>.jwk} for the keys before it, or the next.
 */
public final class ReceiptKeys {
  private static final String ENDING = "-receipt.jwk";
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9-]{1,40})-receipt(\\.[A-Za-z0-9_-]{1,64})?\\.jwk");
  private static final int MAX_KEYS = 32;

  private ReceiptKeys() {}

  /** The writers that have a key in {@code directory}. */
  public static List<Writer> read(Path directory, Topics topics) {
    Map<String, List<ReceiptKey>> keys = new TreeMap<>();
    try (var files = Files.newDirectoryStream(directory, "*.jwk")) {
      for (Path file : files) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          add(keys.computeIfAbsent(name.group(1), _ -> new ArrayList<>()), file);
        }
      }
    } catch (IOException e) {
      throw new CannotRun(
          "the keys in " + directory + " cannot be read.", "Look at the path and its rights.", e);
    }
    return keys.entrySet().stream()
        .map(each -> Writer.of(topics, each.getKey(), each.getValue()))
        .toList();
  }

  private static void add(List<ReceiptKey> keys, Path file) {
    ReceiptKey key = ReceiptKey.read(file);
    if (keys.stream().anyMatch(known -> known.jwk().equals(key.jwk()))) {
      throw new CannotRun(
          file + " holds a key that another file of the writer holds.",
          "Keep one file for each key.");
    }
    if (keys.size() == MAX_KEYS) {
      throw new CannotRun(
          file + " is one key too many.", "Keep " + MAX_KEYS + " of a writer at most.");
    }
    keys.add(key);
  }

  /** The validator, whose key has to be there. */
  public static Writer validator(Path directory, Topics topics) {
    return read(directory, topics).stream()
        .filter(Writer::isValidator)
        .findFirst()
        .orElseThrow(() -> missing(directory));
  }

  private static CannotRun missing(Path directory) {
    return new CannotRun(
        "there is no key for the validator's receipts in " + directory + ".",
        "Copy its public receipt key to validator" + ENDING + ".");
  }

  /** That nobody's key is for what lies on {@code topic}. */
  public static CannotRun missing(Topics topics, String topic) {
    String file = topics.receiptsWriter(topic).orElse("<writer>") + ENDING;
    return new CannotRun(
        "there is no key for the receipts on " + topic + ".",
        "Copy that writer's public receipt key to " + file + " beside the others.");
  }

  /** Refuses to go on when a receipts topic has no key: what it holds would prove nothing. */
  public static void requireAll(List<Writer> writers, Topics topics, Set<String> found) {
    List<String> known = writers.stream().map(Writer::topic).toList();
    for (String topic : found) {
      if (topics.receiptsWriter(topic).isPresent() && !known.contains(topic)) {
        throw missing(topics, topic);
      }
    }
    if (writers.stream().noneMatch(Writer::isValidator)) {
      throw new CannotRun(
          "there is no key for the validator's receipts.",
          "Copy its public receipt key to validator" + ENDING + ".");
    }
  }
}
