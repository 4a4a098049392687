package io.sallyport.cli.lint;

/**
 * What became of one handler's pin.
 *
 * @param file the handler's file
 * @param action the full name of its type
 * @param was the fingerprint that it had, or the empty text
 * @param is the fingerprint of the reviewed schema, or the empty text if there is none
 * @param state what that comes to
 */
record Pin(String file, String action, String was, String is, State state) {
  /** What a pin comes to. */
  enum State {
    /** It is the reviewed schema's. */
    UNCHANGED,
    /** It is another one. */
    DIFFERS,
    /** The reviewed bundle has no such type. */
    UNKNOWN,
    /** The executor's own schema is another one, so that it would not start with this pin. */
    OTHER_SCHEMA;

    String text() {
      return switch (this) {
        case UNCHANGED -> "unchanged";
        case DIFFERS -> "differs";
        case UNKNOWN -> "no such type in the reviewed bundle";
        case OTHER_SCHEMA -> "the executor's own schema is another one";
      };
    }
  }
}
