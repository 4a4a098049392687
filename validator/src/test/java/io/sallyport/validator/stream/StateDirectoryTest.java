package io.sallyport.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
  @TempDir private Path root;
  private Path task;
  private Path process;

  @BeforeEach
  void fill() throws IOException {
    task = root.resolve("app/0_1/rocksdb/seen");
    process = root.resolve("app/kafka-streams-process-metadata");
    Files.createDirectories(task);
    Files.writeString(task.resolve("000001.sst"), "x");
    Files.writeString(process, "id");
  }

  @Test
  void keepsTheStoresAfterACleanStop() {
    new StateDirectory(root, "app").closedCleanly(true);

    new StateDirectory(root, "app").open(Instant.now());

    assertThat(task.resolve("000001.sst")).exists();
  }

  @Test
  void deletesTheStoresAfterAnyOtherStop() {
    new StateDirectory(root, "app").open(Instant.now());

    assertThat(root.resolve("app/0_1")).doesNotExist();
    assertThat(process).exists();
  }

  @Test
  void trustsACleanStopOnce() {
    new StateDirectory(root, "app").closedCleanly(true);
    new StateDirectory(root, "app").open(Instant.now());

    new StateDirectory(root, "app").open(Instant.now());

    assertThat(root.resolve("app/0_1")).doesNotExist();
  }

  /** By then the changelog may have forgotten deletions that these stores have not seen. */
  @Test
  void trustsNoStopOfLongAgo() {
    new StateDirectory(root, "app").closedCleanly(true);
    new StateDirectory(root, "app").open(Instant.now().plus(Duration.ofHours(11)));
    assertThat(task.resolve("000001.sst")).exists();
    new StateDirectory(root, "app").closedCleanly(true);

    new StateDirectory(root, "app").open(Instant.now().plus(Duration.ofHours(12)));

    assertThat(root.resolve("app/0_1")).doesNotExist();
  }

  /** What it knows is as old as the first of it, however often it was stopped while it read on. */
  @Test
  void countsAStopWhileItReadsBackFromWhenThatBegan() throws IOException {
    Instant begun = Instant.now().minus(Duration.ofHours(11));
    stop(begun, false);
    fill();
    stop(Instant.now(), false);
    assertThat(task.resolve("000001.sst")).exists();

    new StateDirectory(root, "app").open(begun.plus(Duration.ofHours(12)));

    assertThat(root.resolve("app/0_1")).doesNotExist();
  }

  @Test
  void countsAStopFromItselfOnceAllWasReadBack() throws IOException {
    Instant begun = Instant.now().minus(Duration.ofHours(11));
    stop(begun, true);
    fill();

    new StateDirectory(root, "app").open(begun.plus(Duration.ofHours(12)));

    assertThat(task.resolve("000001.sst")).exists();
  }

  private void stop(Instant begun, boolean isWhole) {
    StateDirectory state = new StateDirectory(root, "app");
    state.open(begun);
    state.closedCleanly(isWhole);
  }

  @Test
  void trustsNoStopThatIsStillToCome() {
    new StateDirectory(root, "app").closedCleanly(true);

    new StateDirectory(root, "app").open(Instant.now().minus(Duration.ofMinutes(2)));

    assertThat(root.resolve("app/0_1")).doesNotExist();
  }

  @Test
  void beginsWithoutADirectory() {
    new StateDirectory(root, "other").open(Instant.now());

    assertThat(root.resolve("other")).isEmptyDirectory();
  }
}
