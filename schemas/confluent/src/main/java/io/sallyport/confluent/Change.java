package io.sallyport.confluent;

/** One thing that was done to the registry, or that it refused. */
public record Change(String subject, Kind kind) {
  /** What was done. */
  public enum Kind {
    /** The declared schema was registered. */
    REGISTERED("registered"),
    /** The subject's own level was set to {@code BACKWARD}. */
    COMPATIBILITY_SET("set to BACKWARD"),
    /** The registry refused the schema: records of older ones could not be read with it. */
    REFUSED_INCOMPATIBLE("refused: not BACKWARD compatible with the registered schemas");

    private final String meaning;

    Kind(String meaning) {
      this.meaning = meaning;
    }
  }

  /** One line for people. */
  public String text() {
    return subject + " " + kind.meaning;
  }
}
