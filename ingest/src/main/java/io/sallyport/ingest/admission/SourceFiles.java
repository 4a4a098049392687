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

  private SourceFiles() {}

  /**
   * The sources below a directory; their secret files are resolved against the process's home,
   * their bodies may not be larger than its limit. Sources that write a topic of their own are none
   * of the gateway's: their paths are unknown, and their keys are not opened.
   */
  public static Sources load(Path directory, Path home, ByteCount maxBody) {
    List<SourceDoor> doors = new ArrayList<>();
    each(
        directory,
        home,
        maxBody,
        (document, spec) -> doors.add(new SourceDoor(spec, verifier(document, spec))));
    if (doors.isEmpty()) {
      throw new StartException(
          "sources: there is no Source document with topic: untrusted in " + directory);
    }
    return new Sources(doors);
  }

  /** The documents of the same sources by their names, without any secret. */
  public static Map<String, SourceSpec> read(Path directory, Path home, ByteCount maxBody) {
    Map<String, SourceSpec> specs = new HashMap<>();
    each(directory, home, maxBody, (document, spec) -> specs.put(spec.name(), spec));
    return specs;
  }

  private static void each(
      Path directory, Path home, ByteCount maxBody, BiConsumer<ConfigDocument, SourceSpec> action) {
    List<ConfigException> failures = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ConfigDocument document : ConfigFile.readTree(directory, home)) {
      try {
        SourceSpec spec = spec(document, maxBody, names);
        if (!spec.isDirect()) {
          action.accept(document, spec);
        }
      } catch (ConfigException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw ConfigException.merge(failures);
    }
  }

  private static SourceSpec spec(ConfigDocument document, ByteCount maxBody, Set<String> names) {
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
