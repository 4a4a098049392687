package io.sallyport.quickstart.provision;

import io.sallyport.quickstart.files.OwnerFiles;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Source documents of a validator bundle, which ingest needs too, with the secrets they name.
 */
public final class Sources {
  private static final String KIND = "Source";
  private static final String INGEST = "untrusted";

  private Sources() {}

  /** Writes each Source document of the bundle into a file of its own. */
  static void extract(Path bundle, Path directory) {
    if (Files.exists(directory)) {
      OwnerFiles.deleteTree(directory);
    }
    OwnerFiles.directory(directory);
    for (Source source : all(bundle)) {
      OwnerFiles.write(directory.resolve(source.name() + ".yaml"), source.text());
    }
  }

  /** Makes each secret that the holder's sources name, unless it is there. */
  static void makeSecrets(Path bundle, String holder, Path home) {
    for (Source source : all(bundle)) {
      if (source.verifiedBy().equals(holder)) {
        source.secretFiles().forEach(file -> Secrets.make(home.resolve(file)));
      }
    }
  }

  /** Each Source document of a bundle by what it is. */
  static Map<String, String> texts(Path bundle) {
    Map<String, String> texts = new TreeMap<>();
    all(bundle).forEach(source -> texts.put("source " + source.name(), source.text()));
    return texts;
  }

  /** The names of a directory's sources that ingest believes without any proof. */
  public static List<String> unproven(Path directory) {
    return all(directory).stream().filter(Source::isUnproven).map(Source::name).sorted().toList();
  }

  private static List<Source> all(Path bundle) {
    List<Source> sources = new ArrayList<>();
    for (Path file : Bundles.documents(bundle)) {
      for (String text : Bundles.read(file).split("(?m)^---.*$", -1)) {
        ConfigFile.parse(file.toString(), text).stream()
            .filter(document -> document.kind().equals(KIND))
            .map(document -> Source.of(document, text))
            .forEach(sources::add);
      }
    }
    return sources;
  }

  /** What the quickstart reads of a Source document. */
  private record Source(
      String name, boolean isUnproven, String verifiedBy, List<String> secretFiles, String text) {
    private static Source of(ConfigDocument document, String text) {
      var scheme = document.spec().child("scheme");
      boolean isIngests = document.spec().text("topic", INGEST).equals(INGEST);
      return new Source(
          document.name(),
          isIngests && scheme.text("preset", "").equals("none"),
          scheme.text("verifiedBy", "ingest"),
          scheme.texts("secretFiles"),
          text);
    }
  }
}
