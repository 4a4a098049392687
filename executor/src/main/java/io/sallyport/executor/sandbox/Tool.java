package io.sallyport.executor.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of the system that a sandbox is made with or tried by. */
enum Tool {
  BWRAP("bubblewrap"),
  SETPRIV("util-linux"),
  PRLIMIT("util-linux"),
  UNSHARE("util-linux"),
  TRUE("coreutils"),
  CAT("coreutils"),
  TOUCH("coreutils"),
  SSH("openssh-client");

  private final String source;

  Tool(String source) {
    this.source = source;
  }

  /** Those that programs so confined are made with and tried by. */
  static Stream<Tool> of(Confinement confinement) {
    return Arrays.stream(values()).filter(tool -> tool != SSH || confinement.port().isPresent());
  }

  /** Where it is, on each system that merged its directories. */
  String path() {
    return "/usr/bin/" + name().toLowerCase(Locale.ROOT);
  }

  /** What to do where it is not there. */
  Optional<String> missing() {
    return Files.isExecutable(Path.of(path()))
        ? Optional.empty()
        : Optional.of(path() + " is missing; install the package " + source);
  }
}
