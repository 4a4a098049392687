package io.sallyport.quickstart.data;

import io.sallyport.quickstart.files.OwnerFiles;
import io.sallyport.quickstart.supervise.Owner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives each role's home to that role's user.
 *
 * <p>With users of their own: what the quickstart wrote lies in directories that the role can only
 * read, so that it cannot plant a link there for the next start; its files are the role's, since a
 * private key must be its reader's own. The role writes to its working directories alone.
 */
public final class Homes {
  private static final Set<PosixFilePermission> READ_ONLY_DIRECTORY =
      PosixFilePermissions.fromString("rwxr-x---");
  private static final List<String> WRITABLE = List.of("tmp", "state");

  private Homes() {}

  /** Creates the working directories of a role and hands the home over. */
  public static void handOver(Path home, Owner owner) {
    List<Path> working = new ArrayList<>();
    for (String name : WRITABLE) {
      working.add(OwnerFiles.directory(home.resolve(name)));
    }
    switch (owner) {
      case Owner.SameUser() -> {}
      case Owner.Uid(int uid) -> {
        try {
          handOver(home, working, uid);
        } catch (IOException e) {
          throw new UncheckedIOException("cannot give " + home + " to uid " + uid, e);
        }
      }
    }
  }

  /** Hands over a directory of a home that its role only reads. */
  public static void handOverToRead(Path directory, Owner owner) {
    switch (owner) {
      case Owner.SameUser() -> {}
      case Owner.Uid(int uid) -> {
        try {
          letRead(below(directory, List.of()), uid);
        } catch (IOException e) {
          throw new UncheckedIOException("cannot give " + directory + " to uid " + uid, e);
        }
      }
    }
  }

  /** A directory that one user listens in, and that only another one's group can enter. */
  public static void letIn(Path directory, Owner.Uid listening, Owner.Uid entering) {
    try {
      set(OwnerFiles.directory(directory), "unix:gid", entering.number());
      set(directory, "unix:uid", listening.number());
      Files.setPosixFilePermissions(directory, READ_ONLY_DIRECTORY);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give " + directory + " to " + listening, e);
    }
  }

  private static void handOver(Path home, List<Path> working, int uid) throws IOException {
    letRead(below(home, working), uid);
    for (Path directory : working) {
      if (!Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(uid)) {
        for (Path path : below(directory, List.of())) {
          give(path, uid);
        }
      }
    }
  }

  private static void letRead(List<Path> paths, int uid) throws IOException {
    for (Path path : paths) {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        set(path, "unix:gid", uid);
        Files.setPosixFilePermissions(path, READ_ONLY_DIRECTORY);
      } else {
        give(path, uid);
      }
    }
  }

  private static List<Path> below(Path root, List<Path> except) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.filter(path -> except.stream().noneMatch(path::startsWith)).toList();
    }
  }

  private static void give(Path path, int uid) throws IOException {
    set(path, "unix:uid", uid);
    set(path, "unix:gid", uid);
  }

  private static void set(Path path, String attribute, int number) throws IOException {
    Files.setAttribute(path, attribute, number, LinkOption.NOFOLLOW_LINKS);
  }
}
