package io.sallyport.executor.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In a process of its own: what is closed stays closed. */
class ProcessMemoryTest {
  @Test
  void closesDumpsAndTraces() throws Exception {
    List<String> told = run("-XX:+DisableAttachMechanism", "-XX:+HeapDumpOnOutOfMemoryError");

    assertThat(told)
        .contains("dumpable before: true", "problem: none", "dumpable: false", "heap dump: false")
        .anyMatch(line -> line.startsWith("core: 0 "));
  }

  @Test
  void tellsThatOthersCanAttach() throws Exception {
    assertThat(run())
        .contains(
            "problem: others can attach to this JVM; start it with -XX:+DisableAttachMechanism");
  }

  private static List<String> run(String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ClosedMain.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(told).isZero();
    return told.lines().toList();
  }
}
