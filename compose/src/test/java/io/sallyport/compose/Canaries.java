package io.sallyport.compose;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Texts that must not show, in all the forms in which they might, and where they do. */
final class Canaries {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int HIDDEN = 32;

  private final Map<String, Set<String>> forms = new TreeMap<>();

  /** Every secret file and every private key below {@code directory}, called by its path. */
  static Canaries ofSecrets(Path directory) {
    Canaries canaries = new Canaries();
    for (Path file : files(directory)) {
      String content = content(file);
      String name = directory.relativize(file).toString();
      if (name.contains("secrets/")) {
        canaries.add(name, content.strip());
      } else if (content.contains(BEGIN)) {
        canaries.addKey(name, content);
      }
    }
    return canaries;
  }

  /** The key's last bytes: of an Ed25519 or P-256 key in PKCS#8, those that nobody may know. */
  private void addKey(String name, String pem) {
    int start = pem.indexOf(BEGIN) + BEGIN.length();
    String body = pem.substring(start, pem.indexOf(END)).replaceAll("\\s", "");
    byte[] der = Base64.getDecoder().decode(body);
    String last = new String(der, der.length - HIDDEN, HIDDEN, ISO_8859_1);
    add(name, last, body.substring(body.length() - HIDDEN));
  }

  void add(String name, String text, String... also) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    Set<String> all = new HashSet<>(List.of(also));
    all.add(text);
    all.add(HexFormat.of().formatHex(bytes));
    all.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    all.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    forms.put(name, all);
  }

  Set<String> names() {
    return forms.keySet();
  }

  /** The names of those that {@code text} shows. */
  Set<String> in(String text) {
    Set<String> found = new TreeSet<>();
    forms.forEach((name, all) -> {
      if (all.stream().anyMatch(text::contains)) {
        found.add(name);
      }
    });
    return found;
  }

  /** The files below {@code directory} that show any, each with their names. */
  Map<String, Set<String>> below(Path directory) {
    Map<String, Set<String>> found = new TreeMap<>();
    for (Path file : files(directory)) {
      Set<String> shown = in(content(file));
      if (!shown.isEmpty()) {
        found.put(directory.relativize(file).toString(), shown);
      }
    }
    return found;
  }

  /** All but the brokers' indexes, which are large and hold offsets and times. */
  private static List<Path> files(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith("index"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
