package io.sallyport.service.config;

/**
 * One thing that is wrong with a configuration file: where, what, and the line in question.
 *
 * @param file the file's name as the reader was given it
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and what to do, naming the key and the rule
 * @param snippet the line with a marker below it, or the empty text
 */
public record Problem(String file, int line, int column, String message, String snippet) {

  /** The problem as {@code file:line:column: message} with its snippet below. */
  public String text() {
    String head = file + ":" + line + ":" + column + ": " + message;
    return snippet.isEmpty() ? head : head + "\n" + snippet;
  }
}
