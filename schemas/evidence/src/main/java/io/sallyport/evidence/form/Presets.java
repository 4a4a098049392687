package io.sallyport.evidence.form;

import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forms of known senders, read from {@value #FILE}, in the words of a Source document. */
public final class Presets {
  private static final String FILE = "presets.yaml";
  private static final Map<String, Preset> ALL = load();

  /**
   * A known sender.
   *
   * @param form how it signs
   * @param from where its documentation says so
   */
  public record Preset(SignedForm form, String from) {}

  private Presets() {}

  /** The preset of this name; there must be one. */
  public static Preset named(String name) {
    Preset preset = ALL.get(name);
    if (preset == null) {
      throw new IllegalArgumentException("there is no preset " + name);
    }
    return preset;
  }

  /** The names of all of them, in the order of the file. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  private static Map<String, Preset> load() {
    Map<String, Preset> presets = new LinkedHashMap<>();
    for (ConfigDocument document : ConfigFile.parse(FILE, text())) {
      Preset preset =
          document.finish(
              () -> new Preset(FormReader.read(document.spec()), document.spec().text("from")));
      presets.put(document.name(), preset);
    }
    return presets;
  }

  private static String text() {
    try (InputStream in = Presets.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }
}
