package io.sallyport.cli.prove;

/** What came of one attempt. */
enum Answer {
  /** It is granted, and may be done. */
  GRANTED,
  /** It is not granted, and was refused. */
  REFUSED,
  /** It is not granted, and may be done. */
  SUCCEEDED,
  /** It is granted, and was refused: who tried is somebody else, or a grant is missing. */
  LACKING,
  /** Neither. */
  UNKNOWN;

  /** Whether it is as declared. */
  boolean isWell() {
    return this == GRANTED || this == REFUSED;
  }

  static Answer of(boolean granted, Allowed allowed) {
    return switch (allowed) {
      case YES -> granted ? GRANTED : SUCCEEDED;
      case NO -> granted ? LACKING : REFUSED;
      case UNKNOWN -> UNKNOWN;
    };
  }

  /** What a broker said. */
  enum Allowed {
    /** It did it, or refused it for another reason than rights. */
    YES,
    /** It has no right to. */
    NO,
    /** Nothing that tells. */
    UNKNOWN;

    static Allowed of(boolean allowed) {
      return allowed ? YES : NO;
    }

    /** The one that is worse for whoever promises isolation. */
    Allowed or(Allowed other) {
      if (this == YES || other == YES) {
        return YES;
      }
      return this == UNKNOWN ? this : other;
    }
  }
}
