package io.sallyport.action.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What Avro itself refuses to read in a process that reads actions, whatever a type says. A process
 * of its own: Avro reads its limits once, and another test may have decoded before.
 */
class DecoderLimitsTest {
  @Test
  void readsNothingLongerThanTheLanguageAdmits() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DecoderLimitsMain.class.getName())
            .redirectErrorStream(true)
            .start();

    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(said.lines())
        .containsSubsequence(
            "array read",
            "array SystemLimitException",
            "map read",
            "map SystemLimitException",
            "string EOFException",
            "string SystemLimitException",
            "bytes EOFException",
            "bytes SystemLimitException");
    assertThat(process.waitFor()).isZero();
  }
}
