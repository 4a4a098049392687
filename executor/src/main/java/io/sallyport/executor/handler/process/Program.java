package io.sallyport.executor.handler.process;

import io.sallyport.contract.id.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A program by its absolute path.
 *
 * @param path without symbolic links
 * @param pin what its file must be, if pinned
 */
public record Program(Path path, Optional<Digest> pin) {
  /** The largest program that can be pinned: it is read before each run. */
  public static final int MAX_PINNED = 64 * 1024 * 1024;

  private static final Set<String> SHELLS =
      Set.of(
          "ash", "bash", "busybox", "csh", "dash", "env", "fish", "ksh", "ksh93", "mksh", "rbash",
          "sh", "su", "sudo", "tcsh", "xargs", "yash", "zsh");

  /** Reads a path; throws with what is wrong. */
  public static Program parse(String text, Optional<Digest> pin) {
    Path path = Path.of(text);
    if (!path.isAbsolute() || !path.normalize().toString().equals(text)) {
      throw new IllegalArgumentException("a program is an absolute path without '.' and '..'");
    }
    Path real = real(path);
    if (isShell(path) || isShell(real)) {
      throw new IllegalArgumentException(
          "a shell, or what starts any program, is no program; name the one that it would start");
    }
    return new Program(real, pin);
  }

  private static Path real(Path path) {
    try {
      if (Files.isRegularFile(path) && Files.isExecutable(path)) {
        return path.toRealPath();
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the program cannot be read", e);
    }
    throw new IllegalArgumentException("is no executable file; look whether it is installed");
  }

  private static boolean isShell(Path path) {
    return SHELLS.contains(path.getFileName().toString());
  }

  /** Whether its file still is what it must be. */
  public boolean isUnchanged() {
    if (pin.isEmpty()) {
      return true;
    }
    try {
      return Files.size(path) <= MAX_PINNED
          && Digest.of(Files.readAllBytes(path)).equals(pin.get());
    } catch (IOException e) {
      return false;
    }
  }
}
