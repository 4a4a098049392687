package io.sallyport.validator.expression;

/** What became of an expression's text. */
public sealed interface Compiled {
  /** It can be evaluated. */
  record Ready(Expression expression) implements Compiled {}

  /** It is refused; the message is for the bundle's author. */
  record Wrong(String message) implements Compiled {}
}
