package io.sallyport.cli.prove;

/**
 * One attempt.
 *
 * @param cell what was tried
 * @param answer what came of it
 */
record Tried(Cell cell, Answer answer) {
  String text() {
    return cell.text() + " " + Cell.word(answer);
  }
}
