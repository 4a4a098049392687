package io.sallyport.validator.expression;

/** What an expression came to. */
public sealed interface Evaluated {
  /** A value. */
  record Value(Object value) implements Evaluated {}

  /** It reads something that is not there. */
  record Missing() implements Evaluated {}

  /** It cannot be computed: kinds do not fit, a limit was reached, a number overflowed. */
  record Failed() implements Evaluated {}

  /** One that is meant to be true or false. */
  enum Truth {
    /** It holds. */
    TRUE,
    /** It does not hold. */
    FALSE,
    /** It is no boolean, or there is no value. */
    ERROR
  }

  /** The value as a truth. */
  default Truth truth() {
    return switch (this) {
      case Value(Boolean holds) -> holds ? Truth.TRUE : Truth.FALSE;
      case Value other -> Truth.ERROR;
      case Missing missing -> Truth.ERROR;
      case Failed failed -> Truth.ERROR;
    };
  }
}
