package io.sallyport.quickstart.files;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** The directory of the built project, below which the modules' jars and class paths lie. */
public final class ProjectHome {
  /** The system property by which the launcher names it. */
  public static final String PROPERTY = "sallyport.home";

  private ProjectHome() {}

  /** The directory that the launcher named, or the one this class was built in. */
  public static Path find() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .map(Path::of)
        .map(Path::toAbsolutePath)
        .or(ProjectHome::fromCode)
        .orElseThrow(() ->
            new IllegalStateException(
                "the project is not found; set -D" + PROPERTY + "=<its directory>"));
  }

  /** From {@code <home>/quickstart/target/classes} or {@code .../target/<name>.jar}. */
  private static Optional<Path> fromCode() {
    CodeSource source = ProjectHome.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return Optional.empty();
    }
    try {
      URI location = source.getLocation().toURI();
      Path home = Path.of(location).resolve("../../..").normalize();
      return Optional.of(home).filter(path -> Files.exists(path.resolve("quickstart/pom.xml")));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
