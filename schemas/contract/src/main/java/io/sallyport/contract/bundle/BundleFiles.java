package io.sallyport.contract.bundle;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a bundle, read once: what is named by the digest is what is loaded.
 *
 * @param texts relative path with {@code /} to contents, in the order of the paths' UTF-16 units
 */
public record BundleFiles(SortedMap<String, String> texts) {
  /** The most files. */
  public static final int MAX_FILES = 1000;

  /** The largest file. */
  public static final int MAX_FILE_BYTES = 1 << 20;

  private static final String DOMAIN = "sallyport-bundle-v1\0";

  /**
   * Reads all {@code .yaml} and {@code .avsc} files below a directory; throws {@link
   * ConfigException} with all that cannot be read.
   */
  public static BundleFiles read(Path directory) {
    SortedMap<String, String> texts = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    for (Path file : list(directory)) {
      String name = directory.relativize(file).toString().replace('\\', '/');
      try {
        texts.put(name, text(file));
      } catch (CharacterCodingException e) {
        problems.add(problem(file, "is not UTF-8 text"));
      } catch (IOException e) {
        problems.add(problem(file, "cannot be read, or is larger than 1MiB"));
      }
    }
    if (texts.size() + problems.size() > MAX_FILES) {
      problems.add(problem(directory, "more than " + MAX_FILES + " files"));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new BundleFiles(texts);
  }

  /** The texts of one kind of file by its path from the working directory, in order. */
  public Map<String, String> below(Path directory, String ending) {
    Map<String, String> some = new LinkedHashMap<>();
    texts.forEach((name, text) -> {
      if (name.endsWith(ending)) {
        some.put(directory.resolve(name).toString(), text);
      }
    });
    return some;
  }

  /** SHA-256 over each path and content, each with its length before it. */
  public Digest digest() {
    List<byte[]> parts = new ArrayList<>();
    parts.add(Bytes.utf8(DOMAIN).toArray());
    for (Map.Entry<String, String> file : texts.entrySet()) {
      for (String part : List.of(file.getKey(), file.getValue())) {
        byte[] bytes = Bytes.utf8(part).toArray();
        parts.add(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).array());
        parts.add(bytes);
      }
    }
    return Digest.of(parts.toArray(byte[][]::new));
  }

  private static Problem problem(Path file, String message) {
    return new Problem(file.toString(), 1, 1, message, "");
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(BundleFiles::isPart).limit(MAX_FILES + 1L).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new ConfigException(List.of(problem(directory, "the bundle cannot be read")));
    }
  }

  private static boolean isPart(Path file) {
    String name = file.toString();
    return Files.isRegularFile(file) && (name.endsWith(".yaml") || name.endsWith(".avsc"));
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        throw new IOException("too large");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }
}
