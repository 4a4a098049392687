package io.sallyport.quickstart.supervise;

/** The operating-system user of a child and of its home. */
public sealed interface Owner {

  /** The user who runs the supervisor. */
  record SameUser() implements Owner {}

  /** A user of the child's own; it needs no entry in the user database. */
  record Uid(int number) implements Owner {
    /** Refuses root, whom nothing keeps apart. */
    public Uid {
      if (number <= 0) {
        throw new IllegalArgumentException("a child's uid is above 0");
      }
    }
  }
}
