package io.sallyport.quickstart.data;

import io.sallyport.quickstart.files.OwnerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a stack keeps its files.
 *
 * <p>A marker file shows that the quickstart made the directory: nothing else is ever taken over or
 * deleted.
 *
 * @param root an absolute path
 */
public record DataDirectory(Path root) {
  private static final String MARKER = "made-by-sallyport-quickstart";

  /** Makes the path absolute. */
  public DataDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /** Creates the directory, or takes one that was made before or is empty. */
  public void claim() {
    if (isOurs()) {
      return;
    }
    if (Files.exists(root) && !isEmpty()) {
      throw new DataException(
          root + " holds something else; choose another directory with --data DIR");
    }
    OwnerFiles.directory(root);
    OwnerFiles.write(root.resolve(MARKER), "sallyport down --purge deletes this directory\n");
  }

  /** Whether the quickstart made the directory. */
  public boolean isOurs() {
    return Files.isRegularFile(root.resolve(MARKER));
  }

  /** Throws if the directory is another user's: what was written here would not be that user's. */
  public void requireOwner(int uid) {
    int theirs = owner(root);
    if (uid != theirs) {
      throw new DataException(
          "%s belongs to uid %d, and this is uid %d; run this as the user who started the stack"
              .formatted(root, theirs, uid));
    }
  }

  /** The uid of a file's owner. */
  public static int owner(Path file) {
    try {
      return (int) Files.getAttribute(file, "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + file, e);
    }
  }

  /** Lets other users pass through to what is theirs, or nobody. */
  public void openToOthers(boolean open) {
    try {
      Files.setPosixFilePermissions(
          root, PosixFilePermissions.fromString(open ? "rwx--x--x" : "rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot change the mode of " + root, e);
    }
  }

  /** A role's home. */
  public Path home(Role role) {
    return home(role.home());
  }

  /** The home of a principal that is no process: admin, operator, auditor. */
  public Path home(String principal) {
    return root.resolve(principal);
  }

  /** The certificate authority's own directory. */
  public Path authority() {
    return root.resolve("ca");
  }

  /** The profiles of persons that are there: who signs what. */
  public List<Path> profiles() {
    return Stream.of(
            "operator/profile.yaml",
            "operator/second.yaml",
            "approver-1/profile.yaml",
            "approver-2/profile.yaml")
        .map(root::resolve)
        .filter(Files::exists)
        .toList();
  }

  /** The log files of the processes. */
  public Path logs() {
    return root.resolve("log");
  }

  /** The pid files of the processes and of the supervisor. */
  public Path run() {
    return OwnerFiles.directory(root.resolve("run"));
  }

  /** The class paths of the roles. */
  public Path libraries() {
    return root.resolve("lib");
  }

  /** The bundles as they were given; the roles get copies. */
  public Path bundles() {
    return root.resolve("bundles");
  }

  /** The ports that were chosen. */
  public Path ports() {
    return root.resolve("ports");
  }

  /** The cluster's identity. */
  public Path clusterId() {
    return root.resolve("cluster-id");
  }

  /** Where a running stack listens. */
  public Path endpoints() {
    return root.resolve("endpoints.json");
  }

  private boolean isEmpty() {
    try (var entries = Files.list(root)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + root, e);
    }
  }
}
