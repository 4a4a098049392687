package io.sallyport.cli.prove;

/**
 * Something that can be tried, in words without blanks.
 *
 * @param resource what kind of thing
 * @param name which of them
 * @param operation on it
 */
record Attempt(String resource, String name, String operation) {
  /** As reports have it: {@code topic orders write}. */
  String text() {
    return resource + " " + name + " " + operation;
  }
}
