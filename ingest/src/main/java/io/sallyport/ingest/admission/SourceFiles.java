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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    List<ConfigException> failures = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ConfigDocument document : ConfigFile.readTree(directory, home)) {
      try {
        SourceSpec spec = spec(document, maxBody, names);
        if (!spec.isDirect()) {
          doors.add(new SourceDoor(spec, verifier(document, spec)));
        }
      } catch (ConfigException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw ConfigException.merge(failures);
    }
    if (doors.isEmpty()) {
      throw new StartException(
          "sources: there is no Source document with topic: untrusted in " + directory);
    }
    return new Sources(doors);
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
