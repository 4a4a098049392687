package io.sallyport.cli.prove;

/**
 * One attempt.
 *
 * @param attempt what was tried
 * @param answer what came of it
 */
record Tried(Attempt attempt, Answer answer) {
  String text() {
    return attempt.text() + " " + Cell.word(answer);
  }
}
