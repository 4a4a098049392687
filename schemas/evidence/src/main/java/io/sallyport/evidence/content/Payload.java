package io.sallyport.evidence.content;

import java.util.Optional;

/** How the gate makes an event of a body. Signature and identity are over the raw body in each. */
public sealed interface Payload {
  /** The body is one JSON object, and that is the event. */
  record Json() implements Payload {}

  /**
   * The body is {@code application/x-www-form-urlencoded} (WHATWG URL standard, section 5).
   *
   * @param field whose value is the JSON event; without it the event is the object of all fields
   * @param limits how much of a form is read before it is refused
   */
  record Form(Optional<String> field, FormLimits limits) implements Payload {}

  /**
   * A CloudEvents 1.0.2 event; its envelope in the JSON format is the event that rules see.
   *
   * @param mode how it travels
   */
  record CloudEvents(Mode mode) implements Payload {
    /** Where the attributes stand. */
    public enum Mode {
      /** In the body, which is the envelope. */
      STRUCTURED,
      /** In the headers of a Kafka record, whose value is the data. */
      BINARY
    }
  }

  /**
   * How large a form may be; the limits of JSON hold besides for what is made of it.
   *
   * @param fields how many
   * @param name how many bytes of UTF-8 a field's name may have
   * @param escapes how many percent escapes
   */
  record FormLimits(int fields, int name, int escapes) {
    /** The most fields that can be configured. */
    public static final int MAX_FIELDS = 10_000;

    /** The longest names that can be configured. */
    public static final int MAX_NAME = 4_096;

    /** The most escapes that can be configured: those of the largest body. */
    public static final int MAX_ESCAPES = 6_000_000;

    /** What is not said otherwise: 1 MiB of escapes has fewer. */
    public static final FormLimits DEFAULTS = new FormLimits(100, 256, 400_000);

    /** Refuses limits that let nothing, or too much, pass. */
    public FormLimits {
      between("fields", fields, MAX_FIELDS);
      between("name", name, MAX_NAME);
      between("escapes", escapes, MAX_ESCAPES);
    }

    private static void between(String key, int value, int max) {
      if (value < 1 || value > max) {
        throw new IllegalArgumentException("payload.limits." + key + ": 1 to " + max);
      }
    }
  }
}
