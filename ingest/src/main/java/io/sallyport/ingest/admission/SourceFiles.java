package io.sallyport.ingest.admission;

import io.sallyport.evidence.signature.SignatureVerifier;
import io.sallyport.evidence.signature.SourceVerifier;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.process.StartException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Loads the Source documents of the gateway with their secrets; all of them, or none. */
public final class SourceFiles {
  private final Path directory;
  private final Path home;
  private final ByteCount maxBody;

  /**
   * The sources below a directory; their secret files are resolved against the process's home,
   * their bodies may not be larger than its limit. Sources that write a topic of their own are none
   * of the gateway's: their paths are unknown, and their keys are not opened.
   */
  public SourceFiles(Path directory, Path home, ByteCount maxBody) {
    this.directory = directory;
    this.home = home;
    this.maxBody = maxBody;
  }

  /**
   * What the documents say, without any secret.
   *
   * @param specs those that load, by the names of their sources
   * @param failures what does not
   */
  record Found(Map<String, SourceSpec> specs, List<ConfigException> failures) {}

  /** All of them; throws {@link ConfigException} with every problem. */
  public Sources load() {
    List<SourceDoor> doors = new ArrayList<>();
    Found found =
        each((document, spec) -> doors.add(new SourceDoor(spec, verifier(document, spec))));
    if (!found.failures().isEmpty()) {
      throw ConfigException.merge(found.failures());
    }
    if (doors.isEmpty()) {
      throw new StartException(
          "sources: there is no Source document with topic: untrusted in " + directory);
    }
    return new Sources(doors);
  }

  /** The documents of the same sources as they are now, each on its own. */
  Found read() {
    return each((document, spec) -> {});
  }

  private Found each(BiConsumer<ConfigDocument, SourceSpec> action) {
    Found found = new Found(new HashMap<>(), new ArrayList<>());
    Set<String> names = new HashSet<>();
    for (ConfigDocument document : ConfigFile.readTree(directory, home, found.failures()::add)) {
      try {
        SourceSpec spec = spec(document, names);
        if (!spec.isDirect()) {
          action.accept(document, spec);
          found.specs().put(spec.name(), spec);
        }
      } catch (ConfigException e) {
        found.failures().add(e);
        found.specs().remove(document.name()); // of two with one name neither is meant
      }
    }
    return found;
  }

  private SourceSpec spec(ConfigDocument document, Set<String> names) {
    if (!document.kind().equals(SourceReader.KIND)) {
      throw document.problem("kind: must be " + SourceReader.KIND + " here");
    }
    SourceSpec spec = SourceReader.read(document);
    if (!names.add(spec.name())) {
      throw document.problem("metadata.name: another document has this name");
    }
    if (spec.limits().body().compareTo(maxBody) > 0) {
      throw document.problem("spec.limits.body: is larger than the process's limits.body");
    }
    return spec;
  }

  private static SignatureVerifier verifier(ConfigDocument document, SourceSpec spec) {
    try {
      return SourceVerifier.atIngest(spec);
    } catch (IllegalArgumentException e) {
      throw document.problem("spec.scheme: " + e.getMessage());
    }
  }
}
