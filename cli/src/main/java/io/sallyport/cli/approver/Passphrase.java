package io.sallyport.cli.approver;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.jws.KeyFile;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What opens a key: from a file of one line, or typed at the terminal; never an argument. */
public final class Passphrase {
  /** The fewest characters. */
  public static final int MIN = 12;

  private static final int MAX = 1024;

  private final Optional<Path> file;

  private Passphrase(Optional<Path> file) {
    this.file = file;
  }

  /** Read from the file where there is one, else asked for. */
  public static Passphrase of(Optional<Path> file) {
    return new Passphrase(file);
  }

  /** The passphrase of a key that is there. */
  char[] read(Path key) {
    return file.map(Passphrase::line).orElseGet(() -> ask("Passphrase of " + key + ": "));
  }

  /** The passphrase of a new key; typed twice. */
  char[] choose(Path key) {
    char[] first = read(key);
    if (first.length < MIN || first.length > MAX) {
      throw new CannotRun("a passphrase has 12 to 1024 characters.", "Choose a longer one.");
    }
    if (file.isEmpty() && !Arrays.equals(first, ask("The same again: "))) {
      throw new CannotRun("the two passphrases differ.", "Type the same one twice.");
    }
    return first;
  }

  @SuppressWarnings("SystemConsoleNull") // the JDK's annotation says that it may be
  private static char[] ask(String prompt) {
    Console console = System.console();
    char[] typed =
        console == null || !console.isTerminal() ? null : console.readPassword("%s", prompt);
    if (typed == null) {
      throw new CannotRun(
          "there is no terminal to ask for the passphrase.",
          "Name a file with it: passphraseFile in the profile, or --passphrase-file.");
    }
    return typed;
  }

  private static char[] line(Path file) {
    try {
      KeyFile.requireOwnerOnly(file);
      if (Files.size(file) > MAX) {
        throw new CannotRun(file + " is longer than 1024 bytes.", "It has one line, no more.");
      }
      return Files.readString(file).strip().toCharArray();
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be read.", "Is it there, UTF-8, and yours?", e);
    }
  }
}
