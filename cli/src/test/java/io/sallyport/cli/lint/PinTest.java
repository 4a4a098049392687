package io.sallyport.cli.lint;

import static io.sallyport.cli.bundle.DemoBundles.EXECUTOR;
import static io.sallyport.cli.bundle.DemoBundles.VALIDATOR;
import static io.sallyport.cli.bundle.DemoBundles.copy;
import static io.sallyport.cli.bundle.DemoBundles.replace;
import static io.sallyport.cli.bundle.DemoBundles.run;
import static io.sallyport.cli.bundle.DemoBundles.text;
import static io.sallyport.cli.bundle.DemoBundles.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.terminal.Screen;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinTest {
  private static final String PIN =
      "sha256:0419778d38acff1ffeb05fdb8bb85c98e04871b11ff5608b6d9847c4c5791b91";
  private static final String LINE = "  fingerprint: " + PIN + "\n";

  @TempDir private Path temporary;
  private final Screen screen = new Screen();
  private Path executor = Path.of("");
  private Path handler = Path.of("");

  @BeforeEach
  void copyBundle() {
    executor = copy(EXECUTOR, temporary.resolve("executor"));
    handler = executor.resolve("handler-deploy.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  fingerprint: sha256:4f0c # \ud83d\ude80 reviewed \n",
        "  fingerprint: 'sha256:4f0c'   # x\r\n",
        "  fingerprint: \"\"\n",
      })
  void writesThePinAndKeepsEveryOtherByte(String line) {
    String head = "# \ud83d\ude80 a comment beyond the plane\n---\n";
    String before = head + text(handler).replace(LINE, line);
    write(handler, before);

    int code = run(screen, "lint", "--pin", executor, "--from", VALIDATOR);

    assertThat(code).isZero();
    String was = line.substring("  fingerprint: ".length()).split(" ", 2)[0].strip();
    assertThat(text(handler))
        .isEqualTo(before.replace("fingerprint: " + was, "fingerprint: " + PIN));
    assertThat(screen.out()).contains("com.example.actions.Deploy").contains("written");
  }

  @Test
  void addsAPinThatIsMissing() {
    String text = text(handler);
    write(handler, text.replace(LINE, ""));

    run(screen, "lint", "--pin", executor, "--from", VALIDATOR);

    assertThat(text(handler))
        .isEqualTo(text.replace(LINE, "").replace("  action:", LINE + "  action:"));
    assertThat(run(screen, "lint", executor)).isZero();
  }

  @Test
  void addsAPinWithinBraces() {
    write(
        handler,
        """
        {apiVersion: sallyport/v1, kind: Handler, metadata: {name: x},
         spec: {action: com.example.actions.Deploy, timeout: 3s}}
        """);

    run(screen, "lint", "--pin", executor);

    assertThat(text(handler))
        .contains("spec: {fingerprint: " + PIN + ", action: com.example.actions.Deploy, timeout");
  }

  @Test
  void writesNothingWhenEveryPinIsRight() {
    String before = text(handler);

    int code = run(screen, "lint", "--pin", executor, "--from", VALIDATOR);

    assertThat(code).isZero();
    assertThat(text(handler)).isEqualTo(before);
    assertThat(screen.out()).contains("unchanged");
  }

  @Test
  void checksWithoutWriting() {
    replace(handler, "sha256:0419", "sha256:1419");
    String before = text(handler);

    int code = run(screen, "lint", "--pin", "--check", executor, "--from", VALIDATOR);

    assertThat(code).isEqualTo(1);
    assertThat(text(handler)).isEqualTo(before);
    assertThat(screen.out()).contains("differs");
    assertThat(screen.err()).contains("Nothing was written");
  }

  @Test
  void pinsNoSchemaThatTheExecutorDoesNotHave() {
    Path validator = copy(VALIDATOR, temporary.resolve("validator"));
    replace(validator.resolve("actions/Deploy.avsc"), "\"maxLength\": 200", "\"maxLength\": 201");
    String before = text(handler);

    int code = run(screen, "lint", "--pin", executor, "--from", validator);

    assertThat(code).isEqualTo(1);
    assertThat(text(handler)).isEqualTo(before);
    assertThat(screen.out()).contains("the executor's own schema is another one");
    assertThat(screen.err()).contains("Review the validator bundle's .avsc");
  }

  @Test
  void pinsNoTypeThatWasNotReviewed() {
    replace(handler, "com.example.actions.Deploy", "com.example.actions.Depoly");

    assertThat(run(screen, "lint", "--pin", executor, "--from", VALIDATOR)).isEqualTo(1);
    assertThat(screen.out()).contains("no such type");
  }
}
