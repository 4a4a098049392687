package io.sallyport.executor.bundle;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a bundle directory.
 *
 * @param schemas the texts of its {@code .avsc} files by name, in order
 * @param digest over the names and contents of all {@code .avsc} and {@code .yaml} files
 */
record BundleFiles(Map<String, String> schemas, Digest digest) {
  private static final int MAX_FILES = 1000;
  private static final long MAX_BYTES = 1 << 20;

  static BundleFiles below(Path directory) {
    Map<String, String> schemas = new TreeMap<>();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Path file : list(directory)) {
      byte[] content = content(file);
      append(all, Bytes.utf8(directory.relativize(file).toString()).toArray());
      append(all, content);
      if (file.toString().endsWith(".avsc")) {
        schemas.put(file.toString(), new String(content, StandardCharsets.UTF_8));
      }
    }
    return new BundleFiles(schemas, Digest.of(all.toByteArray()));
  }

  private static void append(ByteArrayOutputStream all, byte[] part) {
    all.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    all.writeBytes(part);
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> found =
          files
              .filter(
                  file -> file.toString().endsWith(".avsc") || file.toString().endsWith(".yaml"))
              .sorted()
              .limit(MAX_FILES + 1L)
              .toList();
      if (found.size() > MAX_FILES) {
        throw failure(directory, "holds more than 1000 files");
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("bundle: " + directory + " cannot be read", e);
    }
  }

  private static byte[] content(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw failure(file, "is larger than 1MiB");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("bundle: " + file + " cannot be read", e);
    }
  }

  private static ConfigException failure(Path place, String message) {
    return new ConfigException(List.of(new Problem(place.toString(), 1, 1, message, "")));
  }
}
