package io.sallyport.cli.audit;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The auditor's own copies of the writers' public keys: {@code <writer>-receipt.jwk} files. */
public final class ReceiptKeys {
  private static final String ENDING = "-receipt.jwk";

  private ReceiptKeys() {}

  /** The writers that have a key in {@code directory}. */
  public static List<Writer> read(Path directory, Topics topics) {
    List<Writer> writers = new ArrayList<>();
    try (var files = Files.newDirectoryStream(directory, "*" + ENDING)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName()).replace(ENDING, "");
        writers.add(Writer.of(topics, name, KeyFile.readPublic(file)));
      }
    } catch (IOException e) {
      throw new CannotRun(
          "the keys in " + directory + " cannot be read.", "Look at the path and its rights.", e);
    }
    return List.copyOf(writers);
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
