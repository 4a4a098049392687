package io.sallyport.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.CommandTree;
import io.sallyport.cli.terminal.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Commands of {@code sallyport} in this process, which saves each the start of a JVM. */
final class Cli {
  private Cli() {}

  /** Runs one that has to succeed. */
  static void run(String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter terminal = new PrintWriter(said);
    int code =
        CommandTree.run(new Console(terminal, terminal), InputStream.nullInputStream(), arguments);
    assertThat(code).as("%s: %s", List.of(arguments), said).isZero();
  }
}
