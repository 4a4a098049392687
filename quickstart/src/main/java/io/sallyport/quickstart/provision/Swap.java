package io.sallyport.quickstart.provision;

import io.sallyport.quickstart.files.OwnerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory that is replaced whole: written beside it, then renamed. Until {@link #settle} the
 * one before stays beside it, and {@link #mend} puts that back, also after a crash at any step.
 *
 * @param now the directory
 */
record Swap(Path now) {

  /** Where the next one is written; nothing is there after {@link #mend}. */
  Path next() {
    return beside(".next");
  }

  /** Puts the next one in place. */
  void enter() {
    if (Files.exists(now)) {
      move(now, before());
    }
    move(next(), now);
  }

  /** Lets the one before go. It is renamed first: what is half deleted must not come back. */
  void settle() {
    if (Files.exists(before())) {
      move(before(), next());
      delete(next());
    }
  }

  /** Undoes what was begun and not settled; changes nothing else. */
  void mend() {
    delete(next());
    if (Files.exists(before())) {
      if (Files.exists(now)) {
        move(now, next());
      }
      move(before(), now);
      delete(next());
    }
  }

  private Path before() {
    return beside(".before");
  }

  private Path beside(String ending) {
    return now.resolveSibling(now.getFileName() + ending);
  }

  private static void delete(Path directory) {
    if (Files.exists(directory)) {
      OwnerFiles.deleteTree(directory);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot move " + from + " to " + to, e);
    }
  }
}
