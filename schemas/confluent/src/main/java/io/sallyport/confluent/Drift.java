package io.sallyport.confluent;

/** One thing that the registry lacks. */
public record Drift(String subject, Lack lack) {
  /** What it lacks. */
  public enum Lack {
    /** The subject, and so its schema. */
    SUBJECT("has no schema"),
    /** The subject's own level {@code BACKWARD}. */
    COMPATIBILITY("is not BACKWARD compatible by its own configuration"),
    /** The declared schema, below a subject that has others. */
    SCHEMA("has other schemas than the declared one");

    private final String meaning;

    Lack(String meaning) {
      this.meaning = meaning;
    }
  }

  /** One line for people. */
  public String text() {
    return subject + " " + lack.meaning;
  }
}
