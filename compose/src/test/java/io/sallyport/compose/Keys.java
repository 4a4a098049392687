package io.sallyport.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands of {@code sallyport keys}, in one of the homes of a stack. */
final class Keys {
  private Keys() {}

  /** Makes a pair; as root it has to be given to the process, which runs as a user of its own. */
  static void generate(Path name) throws IOException {
    Cli.run("keys", "generate", name.toString());
    Owned.give(name.resolveSibling(name.getFileName() + ".pem"));
  }

  /** Gives a public half to whoever verifies. */
  static void publish(Path key, Path to) throws IOException {
    Files.copy(key, to);
  }

  /** The next key takes its place in a document, or a place beside the present one. */
  static void rotate(Path home, String document, String from, String to) {
    change("rotate", home, document, "--from", "keys/" + from, "--to", "keys/" + to);
  }

  /** Ends the old one in a document. */
  static void retire(Path home, String document, String key) {
    change("retire", home, document, "--key", "keys/" + key);
  }

  /** The same of one that counts for so long in a Trust document. */
  static void retire(Path home, String document, String key, String after) {
    change("retire", home, document, "--key", "keys/" + key, "--after", after);
  }

  /** Ends an auditor's copy. */
  static void end(Path copy) {
    Cli.run("keys", "retire", copy.toString(), "--after", "1s");
  }

  private static void change(String verb, Path home, String document, String... which) {
    String file = home.resolve(document).toString();
    List<String> command = new ArrayList<>(List.of("keys", verb, file, "--home", home.toString()));
    command.addAll(List.of(which));
    Cli.run(command.toArray(String[]::new));
  }
}
