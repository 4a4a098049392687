package io.sallyport.quickstart.files;

import java.nio.file.Path;

/** The Java installation that runs this process; its children use the same. */
public final class JavaHome {
  private JavaHome() {}

  /** The installation's directory. */
  public static Path directory() {
    return Path.of(System.getProperty("java.home"));
  }

  /** The {@code java} program. */
  public static Path java() {
    return directory().resolve("bin/java");
  }
}
