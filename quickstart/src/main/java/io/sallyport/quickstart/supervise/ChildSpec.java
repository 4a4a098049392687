package io.sallyport.quickstart.supervise;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run as one child.
 *
 * @param name its name in messages, logs and pid files
 * @param command the program by its absolute path, then its arguments
 * @param home its working directory and {@code HOME}, with {@code tmp} below it
 * @param environment what it sees besides {@code PATH}, {@code HOME}, {@code TMPDIR}, {@code LANG}
 * @param owner the user it runs as
 * @param stage children of a later stage are stopped before those of an earlier one
 */
public record ChildSpec(
    String name,
    List<String> command,
    Path home,
    Map<String, String> environment,
    Owner owner,
    int stage) {

  /** Copies the collections. */
  public ChildSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
