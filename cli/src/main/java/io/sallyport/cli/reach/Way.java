package io.sallyport.cli.reach;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Something that a principal could connect to, or read.
 *
 * @param kind which of the two
 * @param name of what answers, or the path
 * @param at where that may answer, each as {@code host:port}; of a path nothing
 * @param open the principals who may
 */
public record Way(Kind kind, String name, List<String> at, SortedSet<String> open) {
  /** What is done with it. */
  public enum Kind {
    /** Connecting to any of its addresses. */
    ADDRESS("connect"),
    /** Listing a directory, or opening a file. */
    PATH("read");

    private final String operation;

    Kind(String operation) {
      this.operation = operation;
    }

    /** In one word. */
    public String operation() {
      return operation;
    }
  }

  /** Copies. */
  public Way {
    at = List.copyOf(at);
    open = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(open));
  }
}
