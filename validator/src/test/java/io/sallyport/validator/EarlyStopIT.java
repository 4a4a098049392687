package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process on a real broker that is told to end while it reads its memory back. */
@Timeout(300)
class EarlyStopIT {
  /** Of each store and partition: read one by one, for longer than it takes to see it begin. */
  private static final int LONG = 30_000;

  private static final String KEPT = "kept";

  @TempDir private Path directory;

  @Test
  void goesOnWhereItStopped() throws Exception {
    try (Installation installation = Installation.start(directory)) {
      LongMemory.write(installation, LONG);
      Path config = installation.home().resolve("config.yaml");
      String usual = Files.readString(config);
      LongMemory.slow(installation.home());
      installation.launchValidator();
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptions()
          .until(() -> LongMemory.left(installation.metrics()) > LONG);
      FileTime reading = FileTime.from(Instant.now());

      assertThat(installation.stopValidator()).isZero();
      assertThat(installation.log()).doesNotContain("cannot start");
      assertThat(Files.getLastModifiedTime(state().resolve("stopped-cleanly"))).isLessThan(reading);
      List<Path> tasks = tasks();
      assertThat(tasks).isNotEmpty();
      for (Path task : tasks) {
        Files.createFile(task.resolve(KEPT));
      }
      Files.writeString(config, usual);
      installation.startValidator();

      assertThat(tasks).allMatch(task -> Files.exists(task.resolve(KEPT)));
    }
  }

  /** What Kafka Streams keeps of each task that it has begun to read back. */
  private List<Path> tasks() throws Exception {
    try (Stream<Path> all = Files.list(state())) {
      return all.filter(file -> Files.exists(file.resolve("rocksdb"))).toList();
    }
  }

  private Path state() {
    return directory.resolve("validator/state").resolve(Demo.TOPICS.validatorApplication());
  }
}
