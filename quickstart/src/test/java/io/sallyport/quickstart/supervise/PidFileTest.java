package io.sallyport.quickstart.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pid file names a process only while that very process runs. */
class PidFileTest {
  @TempDir private Path directory;
  private PidFile file;

  @BeforeEach
  void opens() {
    file = new PidFile(directory, "ingest");
  }

  @Test
  void findsTheRunningProcess() {
    file.write(ProcessHandle.current());

    assertThat(file.read()).contains(ProcessHandle.current());
  }

  @Test
  void findsNothingWithoutAFile() {
    assertThat(file.read()).isEmpty();
  }

  @Test
  void doesNotMistakeAReusedIdForTheProcess() throws IOException {
    Files.writeString(directory.resolve("ingest.pid"), ProcessHandle.current().pid() + " 1\n");

    assertThat(file.read()).isEmpty();
  }

  @Test
  void ignoresAFileThatHoldsNoId() throws IOException {
    Files.writeString(directory.resolve("ingest.pid"), "nonsense");

    assertThat(file.read()).isEmpty();
  }

  @Test
  void forgetsTheProcess() {
    file.write(ProcessHandle.current());

    file.delete();

    assertThat(file.read()).isEmpty();
  }
}
