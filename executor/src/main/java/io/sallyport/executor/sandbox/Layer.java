package io.sallyport.executor.sandbox;

import java.util.Locale;

/** What holds a program back; each works without the others. */
public enum Layer {
  /**
   * Namespaces (bwrap(1)): files that are not named, other processes and networks are not there.
   */
  BUBBLEWRAP,
  /** A filter of system calls (seccomp(2)). */
  SECCOMP,
  /** Rules of the kernel on what is asked for (landlock(7)): no TCP; without bubblewrap, files. */
  LANDLOCK,
  /** Limits of resources (setrlimit(2)). */
  RLIMITS;

  /** Its name in a configuration. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
