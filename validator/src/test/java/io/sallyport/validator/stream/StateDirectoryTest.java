package io.sallyport.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
    stopped(new StateDirectory(root, "app"));

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
    stopped(new StateDirectory(root, "app"));
    new StateDirectory(root, "app").open(Instant.now());

    new StateDirectory(root, "app").open(Instant.now());

    assertThat(root.resolve("app/0_1")).doesNotExist();
  }

  /** By then the changelog may have forgotten deletions that these stores have not seen. */
  @Test
  void trustsNoStopOfLongAgo() {
    stopped(new StateDirectory(root, "app"));
    new StateDirectory(root, "app").open(Instant.now().plus(Duration.ofHours(11)));
    assertThat(task.resolve("000001.sst")).exists();
    stopped(new StateDirectory(root, "app"));

    new StateDirectory(root, "app").open(Instant.now().plus(Duration.ofHours(12)));

    assertThat(root.resolve("app/0_1")).doesNotExist();
  }

  /** What it knows is as old as the first of it, however often it was stopped while it read on. */
  @Test
  void countsAStopWhileItReadsBackFromWhenThatBegan() throws IOException {
    Instant begun = Instant.now().minus(Duration.ofHours(11));
    stop(begun, Optional.of(begun));
    fill();
    stop(Instant.now(), Optional.of(Instant.now()));
    assertThat(task.resolve("000001.sst")).exists();

    new StateDirectory(root, "app").open(begun.plus(Duration.ofHours(12)));

    assertThat(root.resolve("app/0_1")).doesNotExist();
  }

  @Test
  void countsAStopFromItselfOnceAllWasReadBack() throws IOException {
    Instant begun = Instant.now().minus(Duration.ofHours(11));
    stop(begun, Optional.empty());
    fill();

    new StateDirectory(root, "app").open(begun.plus(Duration.ofHours(12)));

    assertThat(task.resolve("000001.sst")).exists();
  }

  /** One that has run for long reads back what another leaves to it. */
  @Test
  void countsAStopWhileItReadsMoreBackFromWhenThatBegan() throws IOException {
    Instant now = Instant.now();
    stop(now.minus(Duration.ofDays(3)), Optional.of(now.minus(Duration.ofHours(1))));
    fill();

    new StateDirectory(root, "app").open(now.plus(Duration.ofHours(10)));

    assertThat(task.resolve("000001.sst")).exists();
  }

  /** By then nobody may have looked at what lay there. */
  @Test
  void countsAStopSoonAfterItsStartFromTheOneBefore() throws IOException {
    Instant now = Instant.now();
    stop(now.minus(Duration.ofDays(3)), Optional.of(now.minus(Duration.ofHours(11))));
    fill();
    stop(now, Optional.empty());
    fill();

    new StateDirectory(root, "app").open(now.plus(Duration.ofHours(1)));

    assertThat(root.resolve("app/0_1")).doesNotExist();
  }

  private void stop(Instant begun, Optional<Instant> unreadSince) {
    StateDirectory state = new StateDirectory(root, "app");
    state.open(begun);
    state.closedCleanly(Instant.now(), unreadSince);
  }

  private static void stopped(StateDirectory state) {
    state.closedCleanly(Instant.now(), Optional.empty());
  }

  @Test
  void trustsNoStopThatIsStillToCome() {
    stopped(new StateDirectory(root, "app"));

    new StateDirectory(root, "app").open(Instant.now().minus(Duration.ofMinutes(2)));

    assertThat(root.resolve("app/0_1")).doesNotExist();
  }

  @Test
  void beginsWithoutADirectory() {
    new StateDirectory(root, "other").open(Instant.now());

    assertThat(root.resolve("other")).isEmptyDirectory();
  }
}
